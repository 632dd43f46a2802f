#!/usr/bin/env bash
# What does each strategy spend its money on? Mean over replicates, dearest first. With the tables of
# `rapport export`, awk and sort.
#
#     read_with_shell.sh study.h5            RAPPORT: the program, if it is not on the PATH
set -euo pipefail
file=$1
rapport=${RAPPORT:-rapport}

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"$rapport" export "$file" --csv -o "$folder" --quiet
brand=$("$rapport" compare "$file" --json | sed -n 's/^  "brand": "\(.*\)",$/\1/p')

# one row a strategy, replicate and brand; every kind of cost is a column cost_...
awk -F, -v ours="$brand" '
  NR == 1 { for (i = 1; i <= NF; i++) { column[$i] = i; name[i] = $i } next }
  $column["brand"] == ours {
    strategy = $column["strategy"]
    replicates[strategy]++
    for (i = 1; i <= NF; i++) if (name[i] ~ /^cost_/) sum[strategy "," name[i]] += $i
  }
  END {
    for (key in sum) {
      split(key, part, ",")
      printf "%-24s %-24s %14.2f\n", part[1], part[2], sum[key] / replicates[part[1]]
    }
  }' "$folder"/totals_strategy_replicate_brand.csv | LC_ALL=C sort -k1,1 -k3,3nr -k2,2
