// The table: which row is made how, and where its targets come from.
#include <array>

#include "sim/validate/fact_rows.hpp"
#include "sim/validate/invariant_rows.hpp"
#include "sim/validate/model_rows.hpp"
#include "sim/validate/observer_rows.hpp"
#include "sim/validate/reference_rows.hpp"
#include "sim/validate/robustness_rows.hpp"

namespace rapport::validate {
namespace {

constexpr std::array table{
    Row{"V1a", "large outbreaks reach the giant component", "Newman 2002",
        "validate/contagion.toml", Claim::reference, &outbreaks_are_percolation},
    Row{"V1b", "small outbreaks are as small as theory says", "Newman 2002",
        "validate/contagion.toml", Claim::reference, &small_outbreaks_are_percolation},
    Row{"V1c", "an epidemic is rarer than it is large", "Kenah & Robins 2007",
        "validate/contagion.toml", Claim::reference, &epidemics_are_rarer_than_large},
    Row{"V2", "one moves many inside a window of friends", "Watts 2002", "validate/threshold.toml",
        Claim::reference, &cascades_have_a_window},
    Row{"V2b", "cascades get as far as theory says", "Gleeson & Cahalane 2007",
        "validate/threshold.toml", Claim::reference, &cascades_get_as_far},
    Row{"V3", "adoption in a mixed population is Bass's", "Bass 1969", "validate/adoption.toml",
        Claim::reference, &adoption_is_bass},
    Row{"V4", "adoption on a circle is Fibich and Gibori's", "Fibich & Gibori 2010, as remembered",
        "validate/adoption.toml", Claim::reference, &adoption_on_a_circle},
    Row{"V5", "opinions settle where averaging takes them", "DeGroot 1974; Friedkin & Johnsen 1990",
        "validate/averaging.toml", Claim::reference, &opinions_settle},
    Row{"V6a", "the desk makes people wait as Erlang C", "Erlang 1917", "validate/desk.toml",
        Claim::model, &desk_waits_are_erlang_c},
    Row{"V6b", "the desk loses the impatient as Erlang A", "Garnett, Mandelbaum & Reiman 2002",
        "validate/desk.toml", Claim::model, &desk_losses_are_erlang_a},
    Row{"V6c", "waits grow with the variance of services", "Pollaczek 1930; Khinchine 1932",
        "validate/desk.toml", Claim::model, &desk_waits_are_pollaczek_khinchine},
    Row{"V6d", "a tenth of a person loses most of those who ask",
        "Garnett, Mandelbaum & Reiman 2002", "validate/desk.toml", Claim::model,
        &part_time_desks_lose_most},
    Row{"V7", "buying is NBD-Dirichlet", "Goodhardt, Ehrenberg & Chatfield 1984",
        "validate/dirichlet.toml", Claim::model, &buying_is_nbd_dirichlet},
    Row{"V7b", "small brands are in double jeopardy, and share buyers with all",
        "Goodhardt, Ehrenberg & Chatfield 1984", "validate/dirichlet.toml", Claim::model,
        &small_brands_are_in_double_jeopardy},
    Row{"V8", "buying again and leaving are BG/NBD", "Fader, Hardie & Lee 2005",
        "validate/lifetime.toml", Claim::model, &repeat_buying_is_bg_nbd},
    Row{"V9", "cascades are as large as Borel's law says", "Borel 1942; Harris 1963",
        "validate/cascades.toml", Claim::model, &cascades_are_borel},
    Row{"V10", "made networks have their authors' degrees and triangles",
        "Dorogovtsev, Mendes & Samukhin 2000; Barrat & Weigt 2000", "validate/nothing.toml",
        Claim::model, &networks_are_as_described},
    Row{"V11", "a few say most", "van Mierlo 2014; Aitchison & Brown 1957",
        "validate/participation.toml", Claim::model, &participation_is_unequal},
    Row{"V12", "popularity is critical where memes compete for screens",
        "Gleeson et al. 2014, derived here", "validate/screens.toml", Claim::reference,
        &memes_compete},
    Row{"V13", "trust settles as beta reputation", "Josang & Ismail 2002, as remembered",
        "validate/reputation.toml", Claim::model, &trust_settles_as_beta_reputation},
    Row{"V14", "funnels empty as absorbing chains", "Kemeny & Snell 1960", "validate/funnel.toml",
        Claim::reference, &funnels_empty},
    Row{"V15", "fans buy more, and following moves nothing", "Ehrenberg 1959", "validate/fans.toml",
        Claim::model, &fans_buy_more_without_cause},
    Row{"V16", "choice is the multinomial logit", "McFadden 1974", "validate/logit.toml",
        Claim::model, &choice_is_logit},
    Row{"V17", "few cascades go far", "Goel, Watts & Goldstein 2012", "validate/facts.toml",
        Claim::fact, &cascades_as_published},
    Row{"V18", "who is answered speaks up more and stays",
        "Ma, Sun & Kekre 2015; de Matos et al. 2007", "validate/facts.toml", Claim::fact,
        &replies_as_published},
    Row{"V19", "sales follow words and adverts a little",
        "You et al. 2015; Sethuraman et al. 2011; Liadeli et al. 2023", "validate/facts.toml",
        Claim::fact, &elasticities_as_published},
    Row{"V21a", "analysts take who joins for what joining does",
        "Ehrenberg 1959; Bertrand, Duflo & Mullainathan 2004; derived here", "validate/fans.toml",
        Claim::model, &analysts_see_what_selection_makes},
    Row{"V21", "what analysts conclude, beside the truth",
        "Manchanda et al. 2015; Algesheimer et al. 2010", "validate/observer.toml", Claim::fact,
        &analysts_beside_the_truth},
    Row{"V22", "customers of large brands speak up more", "Gans, Goldfarb & Lederman 2017",
        "validate/facts.toml", Claim::fact, &voice_as_published},
    Row{"M1", "with all effects at zero strategies differ by their cost alone", "by construction",
        "first_run.toml", Claim::invariant, &no_effect_in_none_out},
    Row{"M2", "names of strategies, brands and platforms mean nothing", "by construction",
        "first_run.toml", Claim::invariant, &names_mean_nothing},
    Row{"M3", "two brands alike share the market", "by construction", "first_run.toml",
        Claim::invariant, &brands_alike_share_alike},
    Row{"M4", "nothing is lost, and queues keep Little's law", "by construction; Little 1961",
        "first_run.toml", Claim::invariant, &nothing_is_lost},
    Row{"M5", "one and many threads live the same bits", "by construction", "first_run.toml",
        Claim::invariant, &threads_change_no_bit, true},
    Row{"M6", "shorter ticks change less", "by construction", "validate/adoption.toml",
        Claim::invariant, &shorter_ticks_change_less},
    Row{"M7", "more patience loses nobody, more people let nobody wait longer", "by construction",
        "validate/desk.toml", Claim::invariant, &patience_and_people_help},
    Row{"M8", "who is who changes no total", "by construction", "first_run.toml", Claim::invariant,
        &relabelling_changes_no_total},
    Row{"M9", "another currency changes no decision", "by construction", "first_run.toml",
        Claim::invariant, &currency_changes_no_decision},
    Row{"R1", "the first run's conclusions with longer ticks", "one thing changed at a time",
        "validate/elsewhere.toml", Claim::robustness, &with_longer_ticks},
    Row{"R2", "the first run's conclusions on other networks", "one thing changed at a time",
        "validate/elsewhere.toml", Claim::robustness, &on_other_networks},
    Row{"R3", "the first run's conclusions with ten times the customers",
        "one thing changed at a time", "validate/elsewhere.toml", Claim::robustness,
        &with_ten_times_as_many},
    Row{"R4", "the first run's conclusions after a longer warm-up", "one thing changed at a time",
        "validate/elsewhere.toml", Claim::robustness, &after_longer_warm_ups},
};

}  // namespace

std::span<const Row> rows() {
  return table;
}

}  // namespace rapport::validate
