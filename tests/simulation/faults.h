// What breaks in a walk: answers, the journal, the process, the machine's clock, the lists.
#pragma once

#include "truth.h"

namespace campaignd {

class Faults {
 public:
  Faults(Scene& scene, Truth& truth) : scene_(scene), truth_(truth), dice_(scene.dice), world_(scene.world) {}

  void break_something();
  void set_the_clock();
  void kill();
  void end_all();

 private:
  void spoil_calls();
  void deliver_patches_again();
  void spoil_the_journal();
  void cut_lists();
  void copy_the_state();
  void part_the_clocks();

  Scene& scene_;
  Truth& truth_;
  Dice& dice_;
  World& world_;
};

}  // namespace campaignd
