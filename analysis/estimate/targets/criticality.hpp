// How popular memes become that compete for screens.
#pragma once

#include <vector>

namespace rapport::targets {

/// Chance that a meme is told n times in all, for n = 0 ... most (that of 0 is 0). Everybody's
/// screen shows the last meme that one of exactly `followed` people told; each acts once per unit
/// of time, with the chance `innovation` telling a new meme, otherwise the one on its screen; those
/// who follow one are Poisson in number, of mean `followed`. In a large, locally tree-like
/// population, and nearly: who tells a meme is also one of those who may overwrite it (one of 4
/// where 4 are followed: there a twentieth fewer are told but once; one of 20 where 20 are).
///
/// One telling puts it on Poisson many screens; from each it is told again before it is overwritten
/// with the chance a = (1 - mu) / (1 + z), and again: its generating functions are
/// G = x exp(z (H - 1)) for a telling, H = (1 - a) / (1 - a G) for a screen, G H for a new meme,
/// which stands on its author's screen too. Source: derived here for the model of Gleeson, Ward,
/// O'Sullivan & Lee, Phys. Rev. Lett. 112 (2014) 048701, with one screen and everything of
/// interest. `followed` above 0 up to 1000, `innovation` from 0 to 1, `most` from 1 to 100000.
/// Throws std::invalid_argument otherwise.
std::vector<double> meme_popularity(double followed, double innovation, int most);

/// The mean of that, for an innovation above 0.
double mean_popularity(double followed, double innovation);

/// The exponent of its power-law tail as innovation goes to 0, where numbers of followers have a
/// finite second moment. Source: Gleeson et al. 2014.
inline constexpr double critical_exponent = 1.5;

}  // namespace rapport::targets
