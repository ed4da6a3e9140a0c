// A month on loopback, with every trouble that a daily digest meets: stale, part and late feeds,
// two days off, a holiday, and outages of the model, the network and the remote.
#include "app/commands/cmd_check.h"
#include "app/commands/exit_codes.h"
#include "app/curate/announcements.h"
#include "app/curation/cmd_missing.h"
#include "curation/week.h"

using namespace broadsheet;
using namespace broadsheet::app;
using test::Captured;
using test::check_accounts;
using test::Item;
using test::items;

namespace {

constexpr int kHoliday = 6;
constexpr int kPapers = 6;  // that arXiv announces on each working day

std::string two_digits(int number) { return (number < 10 ? "0" : "") + std::to_string(number); }

std::string iso(int day) { return "2026-03-" + two_digits(day); }

/// What arXiv announces on a day of March 2026.
std::vector<Item> announced_on(int day, int from = 0, int to = kPapers - 1) {
  return items("2603.1" + two_digits(day) + "0", from, to);
}

std::vector<std::string> ids_of(const std::vector<Item>& papers) {
  std::vector<std::string> ids;
  for (const Item& paper : papers) ids.push_back(paper.id);
  return ids;
}

std::string feed_date(int day) {
  constexpr const char* kNames[] = {"Mon", "Tue", "Wed", "Thu", "Fri"};
  return std::string(kNames[Day(2026, 3, day).weekday() - 1]) + ", " + two_digits(day) +
         " Mar 2026 00:00:00 -0500";
}

struct March : test::ArxivWeek {
  bool remote_down = false;
  int published = 0;

  March() { config.site.title = "My Digest"; }

  /// A run on a day on which the feed shows `papers`. What it prints is then in `said`.
  int run(int day, const std::vector<Item>& papers) {
    set_day(static_cast<unsigned>(day), feed_date(day), papers);
    const fs::path log = logs / "run";
    fs::remove(log);
    const auto publish = [this]() -> int {
      if (remote_down) throw Error(ErrorKind::Network, {}, "remote 'origin': git push: refused");
      return ++published, 0;
    };
    int exit_code = 0;
    {
      const Captured captured(log);
      exit_code = run_daily(dir.path(), config, {.method = {}, .publish = true},
                            {.build = [] { return 0; }, .publish = publish}, world());
    }
    said = read_file(log);
    return exit_code;
  }
  bool says(const std::string& words) const { return said.find(words) != std::string::npos; }
  /// What OAI-PMH lists as changed on these days.
  void archive(const std::vector<int>& days) {
    play.oai.clear();
    for (std::size_t i = 0; i < days.size(); ++i) {
      play.oai.push_back(test::oai_page(ids_of(announced_on(days[i])), iso(days[i]),
                                        i + 1 < days.size() ? "page" + std::to_string(i + 1) : ""));
    }
  }
  /// A run without trouble says what it did and notifies nobody.
  void quiet_day(int day) {
    CAPTURE(day, said);
    const std::size_t notices = play.notices.size();
    CHECK(run(day, announced_on(day)) == kDone);
    CAPTURE(said);
    CHECK(says("daily run: done; " + iso(day) + ": 1 paper"));
    CHECK(play.notices.size() == notices);
    check_accounts(*this, day);
  }
  std::string last_notice() const {
    return nlohmann::json::parse(play.notices.back())["text"].get<std::string>();
  }
  std::string missing() {
    const fs::path log = logs / "missing";
    fs::remove(log);
    {
      const Captured captured(log);
      missing_exit = run_missing(dir.path(), config, {}, world());
    }
    return read_file(log);
  }

  std::string said;
  int missing_exit = 0;
};

void first_week(March& month) {
  month.quiet_day(2);
  // Tuesday's date over Monday's items, and the right feed hours later.
  CHECK(month.run(3, announced_on(2)) == kNothingNew);
  CHECK(month.says("6 of 6 items of the feed of 2026-03-03 are those of 2026-03-02"));
  month.quiet_day(3);
  // Half of Wednesday, and the rest hours later.
  CHECK(month.run(4, announced_on(4, 0, 2)) == kDone);
  CHECK(month.run(4, announced_on(4)) == kDone);
  check_accounts(month, 4);
  // Half of Wednesday and half of Thursday; the rest is known to OAI-PMH on Monday.
  std::vector<Item> half = announced_on(4, 0, 2);
  for (const Item& item : announced_on(5, 0, 2)) half.push_back(item);
  CHECK(month.run(5, half) == kDone);
  CHECK(month.says("3 of 6 items of the feed of 2026-03-05 are those of 2026-03-04"));
  month.archive({5});
  CHECK(month.run(kHoliday, {}) == kDone);
  check_accounts(month, 5);
  CHECK(month.digest(5).counts.announced == kPapers);
}

void second_week(March& month) {
  month.quiet_day(9);
  // Nobody runs it on the 10th and the 11th.
  month.archive({10, 11});
  CHECK(month.run(12, announced_on(12)) == kDone);
  for (const int day : {10, 11, 12}) check_accounts(month, day);
  // The model is down in the morning.
  month.play.model_down = true;
  CHECK(month.run(13, announced_on(13)) != kDone);
  CHECK(month.digest(13).status == DayStatus::Failed);
  CHECK(month.last_notice().find(iso(13)) != std::string::npos);
  month.play.model_down = false;
  month.quiet_day(13);
  CHECK(month.digest(13).status == DayStatus::Complete);
}

void third_week(March& month) {
  month.quiet_day(16);
  month.play.arxiv_down = true;
  CHECK(month.run(17, announced_on(17)) == 3);
  CHECK(month.missing().find(iso(17) + "\toutage: ") != std::string::npos);
  month.play.arxiv_down = false;
  month.archive({17});
  CHECK(month.run(18, announced_on(18)) == kDone);
  for (const int day : {17, 18}) check_accounts(month, day);
  month.remote_down = true;
  CHECK(month.run(19, announced_on(19)) == 3);
  CHECK(month.last_notice().find("git push: refused; the site was not published") !=
        std::string::npos);
  month.remote_down = false;
  const int published = month.published;
  CHECK(month.run(20, announced_on(20)) == kDone);
  CHECK(month.says("published now: 2026-03-19, which an earlier run did not publish"));
  CHECK(month.published == published + 1);
  check_accounts(month, 20);
}

}  // namespace

TEST_CASE("at the end of a month of troubles every announced paper is in exactly one place") {
  March month;
  first_week(month);
  second_week(month);
  third_week(month);
  for (const int day : {23, 24, 25, 26, 27, 30, 31}) month.quiet_day(day);

  std::multiset<std::string> found, expected;
  std::set<Day> days;
  for (const Digest& digest : load_digests(month.dir.path())) {
    CAPTURE(digest.date.str());
    CHECK(digest.status == DayStatus::Complete);
    CHECK(digest.counts.announced == kPapers);
    days.insert(digest.date);
    std::set<std::string> of_day;
    for (const Entry& entry : digest.papers) of_day.insert(entry.id.str());
    for (const Verdict& verdict : digest.verdicts) of_day.insert(verdict.id.str());
    found.insert(of_day.begin(), of_day.end());
  }
  std::set<Day> working;
  for (int day = 2; day <= 31; ++day) {
    if (Day(2026, 3, day).is_weekend() || day == kHoliday) continue;
    working.insert(Day(2026, 3, day));
    for (const Item& item : announced_on(day)) expected.insert(item.id);
  }
  CHECK(days == working);
  CHECK(found == expected);
  CHECK(read_announcements(month.dir.path()).pending == working);

  month.time.set(test::moment(2026, 4, 1));
  const std::string report = month.missing();
  CAPTURE(report);
  CHECK(month.missing_exit == kDone);
  CHECK(report.find(iso(kHoliday) + "\tholiday\n") != std::string::npos);
  CHECK(std::count(report.begin(), report.end(), '\n') == 9);  // it and eight days of weekends
  CHECK_FALSE(month.is_secret_anywhere());
}
