// The people of a walk: they edit the file, act at the service's own page, and give orders. What they did is written
// into the truth.
#pragma once

#include <variant>

#include "truth.h"

namespace campaignd {

class People {
 public:
  People(Scene& scene, Truth& truth) : scene_(scene), truth_(truth), dice_(scene.dice), world_(scene.world) {}

  // There are always a few campaigns that can still be changed; the entries of old ones are cleared away.
  void plan_more_campaigns();

  void edit_file();
  void act_at_service();
  void give_order();
  OrderAnswer give(decltype(Order::what) what);

 private:
  void edit_one();
  void move_all();
  void rename_a_handle();
  [[nodiscard]] Entry some_entry(int n);
  void save();
  void change_a_template();
  void take_off_the_clock(int n);
  void approve();
  void freeze(const FreezeOrder& order);
  void freeze_beside(const FreezeOrder& order);
  [[nodiscard]] int some_campaign();

  Scene& scene_;
  Truth& truth_;
  Dice& dice_;
  World& world_;
  int last_number_ = 0;
};

}  // namespace campaignd
