"""Student's t for the tests' own numbers, by summing its density: nothing of the program is used."""
import functools
import math


def mean_of(values):
    return math.fsum(values) / len(values)


def variance_of(values):
    mean = mean_of(values)
    return math.fsum((value - mean) ** 2 for value in values) / (len(values) - 1)


@functools.cache
def quantile(p, degrees, steps=1000):
    """The t with P(T <= t) = p > 1/2: Simpson's rule and bisection."""
    scale = math.exp(math.lgamma((degrees + 1) / 2) - math.lgamma(degrees / 2))
    scale /= math.sqrt(degrees * math.pi)

    def above_half(t):
        h = t / steps
        heights = [scale * (1 + (i * h) ** 2 / degrees) ** (-(degrees + 1) / 2)
                   for i in range(steps + 1)]
        return h / 3 * (heights[0] + heights[-1] + 4 * math.fsum(heights[1:-1:2])
                        + 2 * math.fsum(heights[2:-1:2]))

    low, high = 0.0, 100.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if above_half(middle) < p - 0.5 else (low, middle)
    return (low + high) / 2


def paired(first, second):
    """Mean, low and high of second - first, pair by pair."""
    gains = [b - a for a, b in zip(first, second)]
    reach = quantile(0.975, len(gains) - 1) * math.sqrt(variance_of(gains) / len(gains))
    return mean_of(gains), mean_of(gains) - reach, mean_of(gains) + reach


def welch(first, second):
    """The same of two samples that nothing pairs."""
    a, b = variance_of(first) / len(first), variance_of(second) / len(second)
    gain = mean_of(second) - mean_of(first)
    if a + b == 0:
        return gain, gain, gain
    degrees = (a + b) ** 2 / (a * a / (len(first) - 1) + b * b / (len(second) - 1))
    reach = quantile(0.975, degrees) * math.sqrt(a + b)
    return gain, gain - reach, gain + reach
