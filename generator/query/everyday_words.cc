#include "query/everyday_words.h"

#include <algorithm>
#include <cstddef>
#include <unordered_set>

namespace broadsheet::query {
namespace {

constexpr double kEveryday = 0.4;

constexpr std::string_view kWords =
    "able across actually after again ahead alike all alone along already also although always "
    "among another any anything apart approach approaches around away back bad beat beats "
    "because become becomes before begin behind being below best better big bigger both break "
    "breaks bring build building buy call came cannot change changes changing cheap cheaper "
    "cheaply choose choosing come comes consider deal different doing done down during each "
    "early easier easily easy either else enough especially even ever every everything exactly "
    "example examples fail fails far fast faster few fewer find finding finds first fix follow "
    "found full further gain get gets getting give given gives giving go goes going good got "
    "great grow hand happen happens hard harder has have having help helps here hold holds huge "
    "hurt hurts idea ideas improve improved improves improving instead just keep keeping keeps "
    "kind kinds know knowing knows last late later least less let lets like likely little long "
    "longer look looking looks lot made main make makes making many matter matters may maybe "
    "mean means method methods might more most much must need needed needs never new next no "
    "nothing now off often old once one ones only other others our out over own paper papers "
    "part parts people possible put question questions quick quickly quite rather really recent "
    "research right run running runs said same say see seem seems seen several show showing "
    "shows simple simply since small smaller so solve some something sometimes soon start starts "
    "stay still stop study such sure take takes taking technique techniques tell than then there "
    "these they thing things think those through together too toward towards trick tricks try "
    "trying turn two under until up upon us use used useful uses using usual usually various "
    "very via want wants was way ways well went were whether whole whose will within without "
    "work working works worse worst would yet you your";

std::unordered_set<std::string_view> words_of_list() {
  std::unordered_set<std::string_view> words;
  for (std::size_t begin = 0; begin < kWords.size();) {
    const std::size_t end = std::min(kWords.find(' ', begin), kWords.size());
    words.insert(kWords.substr(begin, end - begin));
    begin = end + 1;
  }
  return words;
}

}  // namespace

bool is_everyday_word(std::string_view word) {
  static const std::unordered_set<std::string_view> words = words_of_list();
  return words.contains(word);
}

bool is_long(std::span<const Group> groups) {
  return std::count_if(groups.begin(), groups.end(),
                       [](const Group& group) { return !group.soft; }) >= kLongQuery;
}

void lower_everyday_words(std::span<Group> groups) {
  const bool has_other = std::any_of(groups.begin(), groups.end(), [](const Group& group) {
    return !group.soft && !group.everyday;
  });
  if (!has_other || !is_long(groups)) return;
  for (Group& group : groups) {
    if (group.soft || !group.everyday) continue;
    for (Alternative& form : group.alternatives) form.weight *= kEveryday;
    for (Composite& composite : group.composites) composite.weight *= kEveryday;
  }
}

}  // namespace broadsheet::query
