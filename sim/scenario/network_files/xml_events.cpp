#include "sim/scenario/network_files/xml_events.hpp"

#include <expat.h>

#include <algorithm>
#include <exception>
#include <memory>
#include <new>
#include <vector>

#include "sim/core/error.hpp"

namespace rapport::network_text {
namespace {

std::string_view without_prefix(std::string_view name) {
  const std::size_t colon = name.rfind(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

std::string trimmed(const std::string& words) {
  const std::size_t first = words.find_first_not_of(" \t\r\n");
  return first == std::string::npos
             ? ""
             : words.substr(first, words.find_last_not_of(" \t\r\n") - first + 1);
}

}  // namespace

/// What expat calls. An exception must not go through C: it is kept, and parsing stopped.
struct XmlCallbacks {
  XML_Parser parser;
  const XmlEvents::Handler& handler;
  std::vector<std::string> words = {};  ///< of the elements that are open
  std::exception_ptr thrown = nullptr;

  template <class Act>
  void guarded(const Act& act) {
    if (thrown) {
      return;
    }
    try {
      act();
    } catch (...) {
      thrown = std::current_exception();
      XML_StopParser(parser, XML_FALSE);
    }
  }

  static void start(void* self, const XML_Char* name, const XML_Char** pairs) {
    auto& me = *static_cast<XmlCallbacks*>(self);
    me.guarded([&] {
      XmlAttributes attributes;
      for (; *pairs != nullptr; pairs += 2) {
        attributes.emplace(without_prefix(pairs[0]), pairs[1]);
      }
      me.words.emplace_back();
      me.handler.start(without_prefix(name), attributes);
    });
  }

  static void end(void* self, const XML_Char* name) {
    auto& me = *static_cast<XmlCallbacks*>(self);
    me.guarded([&] {
      const std::string words = trimmed(me.words.back());
      me.words.pop_back();
      me.handler.end(without_prefix(name), words);
    });
  }

  static void letters(void* self, const XML_Char* text, int length) {
    auto& me = *static_cast<XmlCallbacks*>(self);
    me.guarded([&] {
      if (!me.words.empty()) {
        me.words.back().append(text, static_cast<std::size_t>(length));
      }
    });
  }
};

void XmlEvents::read(const Handler& handler) {
  const std::unique_ptr<XML_ParserStruct, void (*)(XML_Parser)> parser(XML_ParserCreate(nullptr),
                                                                       XML_ParserFree);
  if (parser == nullptr) {
    throw std::bad_alloc();
  }
  XmlCallbacks callbacks{parser.get(), handler};
  parser_ = parser.get();
  XML_SetUserData(parser.get(), &callbacks);
  XML_SetElementHandler(parser.get(), XmlCallbacks::start, XmlCallbacks::end);
  XML_SetCharacterDataHandler(parser.get(), XmlCallbacks::letters);
  std::string_view rest = text_;
  constexpr std::size_t at_once = 1U << 20U;
  XML_Status status = XML_STATUS_OK;
  do {
    const std::string_view part = rest.substr(0, at_once);
    rest.remove_prefix(part.size());
    status = XML_Parse(parser.get(), part.data(), static_cast<int>(part.size()),
                       rest.empty() ? XML_TRUE : XML_FALSE);
  } while (status == XML_STATUS_OK && !rest.empty());
  if (callbacks.thrown) {
    std::rethrow_exception(callbacks.thrown);
  }
  if (status != XML_STATUS_OK) {
    const XML_Error error = XML_GetErrorCode(parser.get());
    if (error == XML_ERROR_NO_MEMORY) {
      throw std::bad_alloc();
    }
    refuse(std::string("this is no well-formed XML: ") + XML_ErrorString(error),
           "the file may be damaged or truncated");
  }
}

void XmlEvents::refuse(const std::string& what, const std::string& help) const {
  auto* parser = static_cast<XML_Parser>(parser_);
  const std::size_t number = XML_GetCurrentLineNumber(parser);
  const std::size_t column = XML_GetCurrentColumnNumber(parser);
  Lines lines(file_, text_);
  while (lines.next() && lines.line().number < number) {
  }
  const Line& line = lines.line();
  const std::size_t at = std::min(column, line.text.size());
  line.refuse(line.text.data() + at, 1, what, help);
}

const std::string& XmlEvents::needed(const XmlAttributes& said, std::string_view key,
                                     std::string_view element) const {
  const auto found = said.find(key);
  if (found == said.end()) {
    refuse("the <" + std::string(element) + "> has no '" + std::string(key) + "'",
           std::string(grammar_));
  }
  return found->second;
}

std::uint32_t XmlEvents::line() const {
  return static_cast<std::uint32_t>(XML_GetCurrentLineNumber(static_cast<XML_Parser>(parser_)));
}

}  // namespace rapport::network_text
