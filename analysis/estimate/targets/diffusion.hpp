// How many have adopted by when: Bass's law in a mixed population, and on a circle.
#pragma once

namespace rapport::targets {

/// Rates per unit of time, whichever unit times are given in.
struct Bass {
  double p = 0.0;  ///< of innovation: nobody is needed; above 0
  double q = 0.0;  ///< of imitation: if all others had adopted; 0 or more
};

// All throw std::invalid_argument where a rate is out of range, a time is negative or a share is
// not from 0 to below 1. Source of the first four: Bass, Management Science 15 (1969) 215-227.

/// The share that has adopted by `time` where everybody meets everybody.
double bass_adopted(Bass rates, double time);

/// The share that adopts per unit of time.
double bass_adopting(Bass rates, double time);

/// When most adopt: ln(q / p) / (p + q), and 0 where q is no larger than p.
double bass_peak(Bass rates);

/// When that share has adopted.
double bass_time(Bass rates, double share);

/// The share that has adopted by `time` on an endless circle where each imitates the one before it
/// with all its q, or the two beside it with half of it each: 1 - exp(-(p + q) t +
/// q (1 - e^(-p t)) / p). Nothing where all have the same p and q is faster than bass_adopted.
/// Lattices of more dimensions are held to lie between; small groups apart are slower than the
/// circle. Source: Fibich & Gibori, Operations Research 58 (2010) 1450-1468.
double circle_adopted(Bass rates, double time);

/// When that share of the circle has adopted.
double circle_time(Bass rates, double share);

}  // namespace rapport::targets
