// A study under way: what is recorded so far and the worlds that live. It pauses where every world
// stands at the end of a week, and goes on from there, in this process or from a checkpoint, to the
// same bits.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

#include "sim/record/checkpoint_file.hpp"
#include "sim/study/study.hpp"

namespace rapport {

/// Where one replicate stands. Without a world it has not begun, or all its strategies have lived.
struct ReplicateState {
  std::uint32_t lived = 0;  ///< strategies that lived to the end, in order_of_living
  std::unique_ptr<World>
      warm;  ///< the market before the switch; needed until the last branch begins
  std::unique_ptr<World> now;  ///< the branch under way, at a week's end

  bool begun() const { return warm || now; }
};

struct StudyState {
  StudyResult result;  ///< as far as it goes; its digest only at the end
  /// By number; when the study has stopped by itself those alone that were lived.
  std::vector<ReplicateState> replicates;
};

/// Strategies by number, each after the one whose extra cost it spends.
std::vector<std::uint32_t> order_of_living(const StudySpec&);

/// A study before its first hour.
StudyState begin_study(const StudySpec&);

/// Forgets all replicates from this number on.
void keep_replicates(StudyState&, std::size_t number);

/// Weeks of worlds that have been lived, warm-ups included.
std::uint64_t weeks_done(const StudySpec&, const StudyState&);

/// Asked whenever a week of a world has ended, by one thread at a time: true = every world shall
/// pause at the end of its week. May be empty.
using ShouldPause = std::function<bool()>;

/// Lives on until all is done (true), or until it paused (false): then it can be saved, and gone on
/// with. A stop rule is asked at each of its looks, when all replicates up to it have lived and no
/// other has begun: what it says depends on neither threads nor pauses. At least one world lives a
/// week. No more worlds are begun than there are threads, so that pauses cost no memory. Throws
/// what the worlds throw.
bool go_on(const StudySpec&, StudyState&, const OnProgress&, const ShouldPause&);

/// Adds a paused study to a checkpoint: the blocks "study" and "records", and one for each world.
void save_study(const StudySpec&, const StudyState&, CheckpointWriter&);

/// The study that was saved. Throws IoError where the checkpoint is of another study.
StudyState restore_study(const StudySpec&, CheckpointReader&);

}  // namespace rapport
