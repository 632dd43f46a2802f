// `rapport completion`: scripts by which bash, zsh and fish complete the command line. What they
// offer is made from the command line's own declaration; names and markets are asked of the program
// itself when they are needed, so that they are those of the program that is installed.
#include "sim/app/completion.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <array>
#include <string_view>

namespace rapport::app {
namespace {

constexpr std::array<std::string_view, 10> kinds = {
    "nothing", "scenario", "study", "file", "name", "setting", "market", "row", "shell", "word"};

std::string_view word_of(Completes what) {
  return kinds[static_cast<std::size_t>(what)];
}

/// `text` with each of `special` behind `escape`.
std::string escaped(std::string_view text, std::string_view special, std::string_view escape) {
  std::string out;
  for (const char c : text) {
    out += special.find(c) == std::string_view::npos ? "" : std::string(escape);
    out += c;
  }
  return out;
}

/// Between the single quotes of bash and zsh.
std::string in_quotes(std::string_view text) {
  std::string out;
  for (const char c : text) {
    out += c == '\'' ? "'\\''" : std::string(1, c);
  }
  return out;
}

constexpr std::string_view bash_head = R"script(# Completes rapport in bash. To have it always:
#   rapport completion bash >~/.local/share/bash-completion/completions/rapport
_rapport_offer() {
  local program=$1 kind=$2 word=$3 words=$4
  case $kind in
    scenario)
      compgen -f -X '!*.toml' -- "$word"
      compgen -d -- "$word"
      ;;
    study)
      compgen -f -X '!*.h5' -- "$word"
      compgen -d -- "$word"
      ;;
    file) compgen -f -- "$word" ;;
    name) compgen -W "$("$program" explain --names 2>/dev/null)" -- "$word" ;;
    setting) compgen -S = -W "$("$program" explain --names 2>/dev/null | grep '[.]')" -- "$word" ;;
    market) compgen -W "$("$program" new --list 2>/dev/null | cut -d' ' -f1)" -- "$word" ;;
    row) compgen -W "$("$program" validate --list 2>/dev/null | cut -d' ' -f1)" -- "$word" ;;
    shell) compgen -W '@SHELLS@' -- "$word" ;;
    word) compgen -W "$words" -- "$word" ;;
  esac
}

_rapport() {
  local program=${COMP_WORDS[0]} word=${COMP_WORDS[COMP_CWORD]} options='' kind='nothing' words=''
  if [ "$COMP_CWORD" -eq 1 ]; then
    mapfile -t COMPREPLY < <(compgen -W '@COMMANDS@ --help --version' -- "$word")
    return
  fi
  case ${COMP_WORDS[1]} in
@OPERANDS@  esac
  case "${COMP_WORDS[1]} ${COMP_WORDS[COMP_CWORD - 1]}" in
@VALUES@    *)
      if [[ $word == -* ]]; then
        mapfile -t COMPREPLY < <(compgen -W "$options" -- "$word")
        return
      fi
      ;;
  esac
  case $kind in
    scenario | study | file) compopt -o filenames 2>/dev/null ;;
    setting) compopt -o nospace 2>/dev/null ;;
  esac
  mapfile -t COMPREPLY < <(_rapport_offer "$program" "$kind" "$word" "$words" | sort -u)
}

complete -F _rapport rapport
)script";

constexpr std::string_view zsh_head = R"script(#compdef rapport
# Completes rapport in zsh: write it to a file _rapport in a folder of $fpath.
_rapport_scenario() { _files -g '*.toml' }
_rapport_study() { _files -g '*.h5' }
_rapport_file() { _files }
_rapport_name() {
  local -a offered=(${(f)"$($rapport_program explain --names 2>/dev/null)"})
  compadd -a offered
}
_rapport_setting() {
  local -a offered=(${(M)${(f)"$($rapport_program explain --names 2>/dev/null)"}:#*.*})
  compadd -S = -a offered
}
_rapport_market() {
  local -a offered=(${${(f)"$($rapport_program new --list 2>/dev/null)"}%% *})
  compadd -a offered
}
_rapport_row() {
  local -a offered=(${${(f)"$($rapport_program validate --list 2>/dev/null)"}%% *})
  compadd -a offered
}
_rapport_shell() { compadd @SHELLS@ }
_rapport_nothing() { _message 'a value' }

_rapport() {
  local rapport_program=$words[1]
  local -a commands=(
@COMMANDS@  )
  if (( CURRENT == 2 )); then
    _describe command commands
    return
  fi
  shift words
  (( CURRENT-- ))
  case $words[1] in
@ARGUMENTS@  esac
}

if [ "$funcstack[1]" = _rapport ]; then
  _rapport "$@"
else
  compdef _rapport rapport
fi
)script";

constexpr std::string_view fish_head = R"script(# Completes rapport in fish. To have it always:
#   rapport completion fish >~/.config/fish/completions/rapport.fish
function __rapport_name
    rapport explain --names 2>/dev/null
end
function __rapport_setting
    rapport explain --names 2>/dev/null | string match '*.*' | string replace -r '$' '='
end
function __rapport_market
    rapport new --list 2>/dev/null | string replace -r ' +' \t
end
function __rapport_row
    rapport validate --list 2>/dev/null | string replace -r ' +' \t
end
function __rapport_scenario
    __fish_complete_path (commandline -ct) | string match -r '.*(?:/|\.toml)(?:\t.*)?$'
end
function __rapport_study
    __fish_complete_path (commandline -ct) | string match -r '.*(?:/|\.h5)(?:\t.*)?$'
end
function __rapport_file
    __fish_complete_path (commandline -ct)
end
function __rapport_shell
    printf '%s\n' @SHELLS@
end
complete -c rapport -f
complete -c rapport -n __fish_use_subcommand -s V -l version -d 'Print the version'
complete -c rapport -s h -l help -d 'Print help'
)script";

std::string filled(std::string_view text, std::string_view name, const std::string& value) {
  std::string out(text);
  for (std::size_t at = out.find(name); at != std::string::npos;
       at = out.find(name, at + value.size())) {
    out.replace(at, name.size(), value);
  }
  return out;
}

std::string bash_script(const std::vector<CommandShape>& commands) {
  std::string names, operands, values;
  for (const CommandShape& command : commands) {
    names += (names.empty() ? "" : " ") + command.name;
    std::string options = "--help";
    for (const OptionShape& option : command.options) {
      options += fmt::format(" {}", fmt::join(option.names, " "));
      if (option.takes_value) {
        std::vector<std::string> patterns;
        for (const std::string& name : option.names) {
          patterns.push_back(fmt::format("'{} {}'", command.name, name));
        }
        values += fmt::format("    {}) kind='{}' words='{}' ;;\n", fmt::join(patterns, " | "),
                              word_of(option.value), fmt::join(option.words, " "));
      }
    }
    operands += fmt::format("    {}) options='{}' kind='{}' ;;\n", command.name, options,
                            word_of(command.operand));
  }
  return filled(filled(filled(bash_head, "@COMMANDS@", names), "@OPERANDS@", operands), "@VALUES@",
                values);
}

std::string zsh_script(const std::vector<CommandShape>& commands) {
  std::string names, arguments;
  for (const CommandShape& command : commands) {
    names +=
        fmt::format("    '{}:{}'\n", command.name, in_quotes(escaped(command.help, ":", "\\")));
    arguments += fmt::format("    {})\n      _arguments '--help[print help]'", command.name);
    for (const OptionShape& option : command.options) {
      const std::string help = in_quotes(escaped(option.help, "[]:\\", "\\"));
      const std::string value = !option.takes_value ? ""
                                : option.value == Completes::word
                                    ? fmt::format(":value:({})", fmt::join(option.words, " "))
                                    : fmt::format(":value:_rapport_{}", word_of(option.value));
      for (const std::string& name : option.names) {
        arguments += fmt::format(" \\\n        '*{}[{}]{}'", name, help, value);
      }
    }
    if (command.has_operand) {
      arguments += fmt::format(" \\\n        '{}:{}:_rapport_{}'", command.many ? "*" : "1",
                               word_of(command.operand), word_of(command.operand));
    }
    arguments += "\n      ;;\n";
  }
  return filled(filled(zsh_head, "@COMMANDS@", names), "@ARGUMENTS@", arguments);
}

std::string fish_script(const std::vector<CommandShape>& commands) {
  const auto quoted = [](std::string_view text) {
    return fmt::format("'{}'", escaped(text, "'\\", "\\"));
  };
  std::string out(fish_head);
  for (const CommandShape& command : commands) {
    out += fmt::format("complete -c rapport -n __fish_use_subcommand -a {} -d {}\n", command.name,
                       quoted(command.help));
    const std::string here =
        fmt::format("complete -c rapport -n '__fish_seen_subcommand_from {}'", command.name);
    for (const OptionShape& option : command.options) {
      out += here;
      for (const std::string& name : option.names) {
        out += name.starts_with("--") ? fmt::format(" -l {}", name.substr(2))
                                      : fmt::format(" -s {}", name.substr(1));
      }
      if (option.takes_value) {
        out += option.value == Completes::nothing ? " -x"
               : option.value == Completes::word
                   ? fmt::format(" -x -a '{}'", fmt::join(option.words, " "))
                   : fmt::format(" -x -a '(__rapport_{})'", word_of(option.value));
      }
      out += fmt::format(" -d {}\n", quoted(option.help));
    }
    if (command.operand != Completes::nothing) {
      out += fmt::format("{} -a '(__rapport_{})'\n", here, word_of(command.operand));
    }
  }
  return out;
}

}  // namespace

const std::vector<std::string>& completed_shells() {
  static const std::vector<std::string> shells{"bash", "zsh", "fish"};
  return shells;
}

std::string completion_script(const std::string& shell, const std::vector<CommandShape>& commands) {
  const std::string script = shell == "bash"  ? bash_script(commands)
                             : shell == "zsh" ? zsh_script(commands)
                                              : fish_script(commands);
  return filled(script, "@SHELLS@", fmt::format("{}", fmt::join(completed_shells(), " ")));
}

}  // namespace rapport::app
