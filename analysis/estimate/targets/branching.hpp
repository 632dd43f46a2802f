// Cascades in which each who is reached passes it on to a Poisson number of others, whatever the
// network: how many they reach and how deep they go.
#pragma once

namespace rapport::targets {

// `mean`: how many each one passes it on to, 0 to 1 (else some never end). A cascade's first, who
// begins it, counts. All throw std::invalid_argument for numbers out of range.

/// The share of cascades that reach exactly `size` (1 or more): e^(-mean size) (mean size)^(size-1)
/// / size!. Source: Borel, C. R. Acad. Sci. 214 (1942) 452-456.
double cascade_share(double mean, int size);

/// The mean size, 1 / (1 - mean); infinite at a mean of 1.
double cascade_mean(double mean);

/// The share of cascades that go no deeper than `hops` (0 or more) from their first. Source: the
/// branching process of Galton & Watson, e.g. Harris (1963): d_0 = e^-mean,
/// d_h = e^(-mean (1 - d_{h-1})).
double cascade_depth_within(double mean, int hops);

/// Of all who are reached in all cascades, the share more than `hops` from their first:
/// mean^(hops + 1).
double reached_beyond(double mean, int hops);

}  // namespace rapport::targets
