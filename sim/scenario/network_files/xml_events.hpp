// An XML text as a stream of elements, with the place of each: the only part that sees expat.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>

#include "sim/scenario/network_files/network_text.hpp"

namespace rapport::network_text {

using XmlAttributes = std::map<std::string, std::string, std::less<>>;

class XmlEvents {
 public:
  /// `grammar`: what elements ought to look like, for who left something out.
  XmlEvents(std::string_view file, std::string_view text, std::string_view grammar)
      : file_(file), text_(text), grammar_(grammar) {}

  /// Names are without the namespace's prefix. `words` of an element's end is the text within it,
  /// outside of other elements, without blanks around.
  struct Handler {
    std::function<void(std::string_view name, const XmlAttributes&)> start;
    std::function<void(std::string_view name, const std::string& words)> end;
  };

  /// Throws ScenarioError where the text is no well-formed XML, or where a handler refuses.
  void read(const Handler& handler);

  /// To be called by a handler: refuses the element that it is told of.
  [[noreturn]] void refuse(const std::string& what, const std::string& help) const;
  /// The value of an attribute; refuses an element without it.
  const std::string& needed(const XmlAttributes& said, std::string_view key,
                            std::string_view element) const;
  /// The line where the element that a handler is told of stands.
  std::uint32_t line() const;

 private:
  std::string_view file_;
  std::string_view text_;
  std::string_view grammar_;
  void* parser_ = nullptr;  ///< expat's, while reading
};

}  // namespace rapport::network_text
