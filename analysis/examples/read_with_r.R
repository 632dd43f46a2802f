# From when on does it pay? What each strategy earns more than the baseline, quarter by quarter, with
# Student's 95 % interval over paired replicates. With ncdf4.
#
#     Rscript read_with_r.R study.h5
library(ncdf4)

study <- nc_open(commandArgs(trailingOnly = TRUE)[1])
root <- function(name) ncatt_get(study, 0, name)$value
dimension <- function(name) study$dim[[name]]$len
strategies <- ncvar_get(study, "strategy")
brand <- match(root("focal_brand"), ncvar_get(study, "brand"))

# R turns the axes round; collapse_degen keeps those of length one
profit <- ncvar_get(study, "profit", collapse_degen = FALSE)[, brand, , , drop = FALSE]
profit <- array(profit, c(dimension("time"), dimension("replicate"), dimension("strategy")))
quarter <- (seq_len(dimension("time")) - 1) %/% 13 + 1
baseline <- match(root("baseline"), strategies)
level <- root("interval_level")  # above 0.95 where the run stopped by itself, so as to hold at it

for (other in setdiff(seq_along(strategies), baseline)) {
  cat(sprintf("%s less %s, %s of profit\n", strategies[other], strategies[baseline],
              root("currency")))
  cat(sprintf("%8s %14s %14s %14s\n", "quarter", "mean", "low", "high"))
  for (q in unique(quarter)) {
    gain <- colSums(profit[quarter == q, , other, drop = FALSE]) -
      colSums(profit[quarter == q, , baseline, drop = FALSE])
    interval <- if (length(gain) > 1) t.test(gain, conf.level = level)$conf.int else c(-Inf, Inf)
    cat(sprintf("%8d %14.2f %14.2f %14.2f\n", q, mean(gain), interval[1], interval[2]))
  }
}
