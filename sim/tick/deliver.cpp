// Steps 5 and 6: what was said this tick reaches calendars. Customers' messages go to their
// friends, to some of them or to one person, in parallel over messages; brands' messages to
// followers and bought readers, in parallel over readers' blocks. Entries are sorted again when
// they fall due, so any order of delivery will do.
#include <algorithm>
#include <cmath>

#include "sim/core/math.hpp"
#include "sim/tick/steps.hpp"

namespace rapport {
namespace {

constexpr std::size_t messages_per_chunk = 2;  // a word to 20 friends takes some microseconds
constexpr std::size_t most_groups = 64;
/// Bought readers are drawn by stretches of this many customers, whatever the blocks.
constexpr std::uint32_t stretch = 4096;

/// How far one message went.
struct Copies {
  BrandId brand{};
  PlatformId platform{};
  std::int64_t addressed = 0;
  std::int64_t shown = 0;
};

/// What a chunk of messages leaves behind.
struct Outbox {
  std::vector<ToShow> shows;   // sorted by customer
  std::vector<Copies> copies;  // by message
};

struct Post {
  MessageKey key;
  const Message* message;
  Audience audience;
};

/// This tick's messages: in the ring, and told apart by audience.
struct Mailing {
  std::vector<Post> to_few;  ///< friends, some of them, a person
  std::vector<Post> to_many;
};

void enter(World& world, Block& block, const ToShow& show) {
  block.calendar.enter(world.tick, show.tick,
                       Shown::pack(CustomerId{show.customer}, Shown{show.message}));
}

bool is_few(Audience::Kind kind) {
  return kind == Audience::Kind::friends || kind == Audience::Kind::some ||
         kind == Audience::Kind::person;
}

Mailing gather(World& world) {
  std::vector<Message>& slot = world.messages.slot(world.tick);
  slot.clear();
  std::vector<Audience> audiences;
  const auto take = [&](std::vector<Addressed>& said) {
    for (const Addressed& one : said) {
      slot.push_back(one.message);
      audiences.push_back(one.audience);
    }
    said.clear();
  };
  for (Mailroom& mail : world.mail) {
    take(mail.said);
  }
  for (Block& block : world.blocks) {
    take(block.said);
  }
  Mailing mailing;
  for (std::uint32_t nth = 0; nth < slot.size(); ++nth) {
    auto& list = is_few(audiences[nth].kind) ? mailing.to_few : mailing.to_many;
    list.push_back({{world.tick, nth}, &slot[nth], audiences[nth]});
  }
  return mailing;
}

Copies hand_to_feed(const Model& model, const Post& post, std::span<const CustomerId> readers,
                    Delivery& delivery, const std::vector<ToShow>& shows) {
  const std::size_t before = shows.size();
  delivery.about(post.key);
  if (model.feed() != nullptr) {
    model.feed()->feed(*post.message, readers, delivery);
  }
  const Message& m = *post.message;
  if (!m.names_brand) {
    return {m.brand, m.platform, 0, 0};  // copies are counted for the brand that they are about
  }
  return {m.brand, m.platform, static_cast<std::int64_t>(readers.size()),
          static_cast<std::int64_t>(shows.size() - before)};
}

void count(const Model& model, const Copies& copies, Tally& into) {
  into.add(model.addressed, copies.brand, copies.platform, copies.addressed);
  into.add(model.shown, copies.brand, copies.platform, copies.shown);
}

/// n of the friends, each set of n as likely (Floyd's way), by the message and its sender alone.
void draw_friends(const Luck& luck, const Message& m, std::span<const CustomerId> friends,
                  std::size_t n, std::vector<CustomerId>& drawn) {
  constexpr Purpose whom{"delivery.friend"};
  for (std::size_t last = friends.size() - n; last < friends.size(); ++last) {
    const double u = luck.u(whom, m.sender, identity(0x736f6d65ULL, m.what.value, last));
    const CustomerId one = friends[static_cast<std::size_t>(u * static_cast<double>(last + 1))];
    drawn.push_back(std::ranges::find(drawn, one) == drawn.end() ? one : friends[last]);
  }
}

/// Whom a message to few is addressed to.
std::span<const CustomerId> readers_of(const World& world, const Post& post,
                                       std::vector<CustomerId>& drawn) {
  drawn.clear();
  if (post.audience.kind == Audience::Kind::person) {
    drawn.push_back(CustomerId{post.audience.number});
    return drawn;
  }
  const Message& m = *post.message;
  const std::span<const CustomerId> friends =
      world.setting->networks[row(m.platform)]->audience(CustomerId{m.sender});
  if (post.audience.kind == Audience::Kind::friends || friends.size() <= post.audience.number) {
    return friends;
  }
  draw_friends(world.luck, m, friends, post.audience.number, drawn);
  return drawn;
}

Outbox deliver_to_few(const Model& model, const World& world, std::span<const Post> posts) {
  Outbox out;
  Delivery delivery(world, out.shows);
  std::vector<CustomerId> drawn;
  for (const Post& post : posts) {
    out.copies.push_back(
        hand_to_feed(model, post, readers_of(world, post, drawn), delivery, out.shows));
  }
  std::ranges::sort(out.shows, {}, &ToShow::customer);
  return out;
}

/// One of the independent draws of readers that a share is made of.
struct Layer {
  Identity key;
  double chance = 1;  ///< of each customer, to be in it
  double wanted = 1;  ///< of each who is, to be taken

  bool takes(const Luck& luck, CustomerId reader) const {
    constexpr Purpose thin{"delivery.thin"};
    return wanted >= 1 || luck.u(thin, static_cast<std::uint32_t>(reader), key) < wanted;
  }
};

/// Adds those of [from, last) whom a layer takes: by geometric jumps from one to the next in it.
void draw_layer(const Luck& luck, const Layer& layer, std::uint32_t from, std::uint32_t last,
                std::vector<CustomerId>& readers) {
  constexpr Purpose jump{"delivery.jump"};
  const double per_jump = layer.chance < 1 ? math::log1p(-layer.chance) : -1e300;
  double place = from;
  for (std::uint64_t nth = 0;; ++nth) {
    place += std::floor(math::log(luck.u(jump, from, identity(nth, layer.key.value))) / per_jump);
    if (place >= last) {
      return;
    }
    const auto reader = static_cast<CustomerId>(static_cast<std::uint32_t>(place));
    if (layer.takes(luck, reader)) {
      readers.push_back(reader);
    }
    place += 1;
  }
}

/// Readers of a message shown to a share s of all in a block: each with chance s, and a larger
/// share of the same message reaches all whom a smaller one does, and others. The union of
/// independent layers whose chances q_l make shares that double (1 - s = product of (1 - q_l)); of
/// the last one as many as are wanted.
void draw_readers(const World& world, const Post& post, std::uint32_t first, std::uint32_t end,
                  std::vector<CustomerId>& readers) {
  constexpr double finest = 0x1.0p-14;  // of a stretch, a quarter of a reader
  readers.clear();
  const double share = std::min(post.audience.share, 1.0);
  double untouched = 1;  // the chance to be in no layer so far
  for (double reached = finest; 1 - untouched < share; reached *= 2) {
    Layer layer;
    layer.key = identity(0x6c61796572ULL, post.message->what.value,
                         static_cast<std::uint64_t>(reached / finest));
    layer.chance = 1 - std::max(0.0, 1 - reached) / untouched;
    layer.wanted = (1 - (1 - share) / untouched) / layer.chance;
    for (std::uint32_t from = first; from < end; from += stretch) {
      draw_layer(world.luck, layer, from, std::min(from + stretch, end), readers);
    }
    untouched = 1 - reached;
  }
  std::ranges::sort(readers);
  const auto repeated = std::ranges::unique(readers);
  readers.erase(repeated.begin(), repeated.end());
}

/// Whom a message to many is addressed to, of one block.
std::span<const CustomerId> readers_in(const World& world, const Post& post, std::size_t b,
                                       std::vector<CustomerId>& drawn) {
  const std::vector<CustomerId>& followers =
      world.blocks[b].followers[row(post.message->brand) * world.platform_count() +
                                row(post.message->platform)];
  if (post.audience.kind == Audience::Kind::followers) {
    return followers;
  }
  draw_readers(world, post, world.first_of(b), world.first_of(b + 1), drawn);
  if (post.audience.kind == Audience::Kind::others) {
    std::erase_if(drawn,
                  [&](CustomerId reader) { return std::ranges::binary_search(followers, reader); });
  }
  return drawn;
}

void deliver_to_many(const Model& model, World& world, std::size_t b, std::span<const Post> posts,
                     std::vector<ToShow>& shows, std::vector<CustomerId>& drawn) {
  Block& block = world.blocks[b];
  shows.clear();
  Delivery delivery(world, shows);
  for (const Post& post : posts) {
    count(model, hand_to_feed(model, post, readers_in(world, post, b, drawn), delivery, shows),
          block.counts);
    block.touched = true;
  }
  for (const ToShow& show : shows) {
    enter(world, block, show);
  }
}

void absorb(World& world, std::span<const Outbox> outboxes, std::uint32_t first,
            std::uint32_t end) {
  for (const Outbox& out : outboxes) {
    auto show = std::ranges::lower_bound(out.shows, first, {}, &ToShow::customer);
    for (; show != out.shows.end() && show->customer < end; ++show) {
      enter(world, world.block_of(CustomerId{show->customer}), *show);
    }
  }
}

/// Another order of delivery, for tests: Fisher and Yates.
template <class T>
void shuffle(std::vector<T>& items, std::uint64_t seed) {
  for (std::size_t left = items.size(); left > 1; --left) {
    seed = mix64(seed);
    std::swap(items[left - 1], items[seed % left]);
  }
}

std::vector<Outbox> to_few(const Model& model, const World& world, std::span<const Post> posts) {
  std::vector<Outbox> outboxes((posts.size() + messages_per_chunk - 1) / messages_per_chunk);
  for_each(outboxes.size(), [&](std::size_t c) {
    const std::size_t first = c * messages_per_chunk;
    const std::size_t count = std::min(messages_per_chunk, posts.size() - first);
    outboxes[c] = deliver_to_few(model, world, posts.subspan(first, count));
  });
  return outboxes;
}

bool any_edits(const World& world) {
  return std::ranges::any_of(world.blocks, [](const Block& block) { return !block.edits.empty(); });
}

/// What stands in outboxes, what goes to many, and edits: by groups of readers' blocks.
void to_blocks(const Model& model, World& world, std::span<const Outbox> outboxes,
               std::span<const Post> to_many) {
  const std::size_t groups = std::min(world.blocks.size(), most_groups);
  for_each(groups, [&](std::size_t g) {
    const std::size_t first = world.blocks.size() * g / groups;
    const std::size_t end = world.blocks.size() * (g + 1) / groups;
    absorb(world, outboxes, world.first_of(first), world.first_of(end));
    std::vector<ToShow> shows;
    std::vector<CustomerId> drawn;
    for (std::size_t b = first; b < end; ++b) {
      if (!to_many.empty()) {
        deliver_to_many(model, world, b, to_many, shows, drawn);
      }
      apply_edits(world, world.blocks[b]);
    }
  });
}

}  // namespace

void deliver(const Model& model, World& world, const RunOptions& options) {
  Mailing mailing = gather(world);
  if (options.shuffle_delivery != 0) {
    shuffle(mailing.to_few, options.shuffle_delivery);
    shuffle(mailing.to_many, options.shuffle_delivery);
  }
  const std::vector<Outbox> outboxes = to_few(model, world, mailing.to_few);
  if (!outboxes.empty() || !mailing.to_many.empty() || any_edits(world)) {
    to_blocks(model, world, outboxes, mailing.to_many);
  }
  for (const Outbox& out : outboxes) {
    for (const Copies& copies : out.copies) {
      count(model, copies, world.week_counts);
    }
  }
  sum_counts(world, world.week_counts);
  for (Mailroom& mail : world.mail) {
    if (options.shuffle_delivery != 0) {
      shuffle(mail.replies, options.shuffle_delivery);
    }
    for (const Reply& reply : mail.replies) {
      world.block_of(reply.to).calendar.enter(world.tick, world.tick + 1,
                                              Answered::pack(reply.to, reply.answer));
    }
    mail.replies.clear();
  }
}

void apply_edits(World& world, Block& block) {
  for (const FollowEdit& edit : block.edits) {
    auto& list = block.followers[row(edit.brand) * world.platform_count() + row(edit.platform)];
    const CustomerId who{edit.customer};
    const auto place = std::ranges::lower_bound(list, who);
    const bool there = place != list.end() && *place == who;
    if (edit.follows && !there) {
      list.insert(place, who);
    } else if (!edit.follows && there) {
      list.erase(place);
    }
  }
  block.edits.clear();
}

}  // namespace rapport
