#include "publish/tar.h"

#include <cerrno>
#include <cstdio>
#include <fstream>
#include <set>

#include "base/error.h"
#include "base/marked_point.h"

namespace broadsheet::publish {
namespace {

constexpr std::size_t kBlock = 512;
constexpr std::size_t kRecord = 20 * kBlock;  // a tar file ends at one

void put(std::string& header, std::size_t at, std::string_view text) {
  header.replace(at, text.size(), text);
}

std::string octal(std::uint64_t number, int digits) {
  char text[32];
  std::snprintf(text, sizeof text, "%0*llo", digits, static_cast<unsigned long long>(number));
  return text;
}

/// A header of 512 bytes. Offsets as in POSIX: name 0, mode 100, owner 108, group 116, size 124,
/// time 136, checksum 148, type 156, magic 257, prefix 345.
std::string header(std::string_view prefix, std::string_view name, char type, std::uint64_t size) {
  std::string block(kBlock, '\0');
  put(block, 0, name);
  put(block, 100, octal(type == '5' ? 0755 : 0644, 7));
  put(block, 108, octal(0, 7));
  put(block, 116, octal(0, 7));
  put(block, 124, octal(size, 11));
  put(block, 136, octal(0, 11));
  put(block, 148, "        ");
  block[156] = type;
  put(block, 257, std::string_view("ustar\00000", 8));
  put(block, 345, prefix);
  unsigned sum = 0;
  for (const char c : block) sum += static_cast<unsigned char>(c);
  put(block, 148, octal(sum, 6));
  block[154] = '\0';
  return block;
}

std::string padded(std::string bytes) {
  bytes.resize((bytes.size() + kBlock - 1) / kBlock * kBlock);
  return bytes;
}

/// "27 path=./…\n": the number counts the whole line.
std::string pax_line(const std::string& key, const std::string& value) {
  const std::size_t rest = key.size() + value.size() + 3;
  std::size_t length = rest + 1;
  while (std::to_string(length).size() + rest != length) ++length;
  return std::to_string(length) + " " + key + "=" + value + "\n";
}

/// The headers of one entry: name within 100 bytes, split at a slash with 155 more, or in a pax
/// header.
std::string entry(const std::string& path, char type, std::uint64_t size) {
  if (path.size() <= 100) return header({}, path, type, size);
  for (std::size_t slash = path.find('/'); slash != std::string::npos && slash <= 155;
       slash = path.find('/', slash + 1)) {
    const std::string_view rest = std::string_view(path).substr(slash + 1);
    if (!rest.empty() && rest.size() <= 100)
      return header(std::string_view(path).substr(0, slash), rest, type, size);
  }
  const std::string extra = pax_line("path", path);
  return header({}, "./PaxHeaders/path", 'x', extra.size()) + padded(extra) +
         header({}, std::string_view(path).substr(0, 100), type, size);
}

}  // namespace

std::uint64_t write_tar(const SiteFiles& site, const fs::path& target) {
  create_folder_of(target);
  std::error_code error;
  fs::path aside = target;
  aside += ".part";  // the same for each run, so that one that was killed leaves nothing for good
  const auto give_up = [&](const std::string& action) {
    const int reason = errno;
    fs::remove(aside, error);
    throw_file_error(target, action, reason);
  };
  std::ofstream file(aside, std::ios::binary | std::ios::trunc);
  if (!file) give_up("cannot write");
  std::uint64_t written = 0;
  const auto add = [&](const std::string& bytes) {
    file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    written += bytes.size();
    if (!file) give_up("cannot write");
  };

  std::set<std::string> folders;
  add(entry("./", '5', 0));
  try {
    for (const std::string& path : site.paths) {
      for (std::size_t slash = path.find('/'); slash != std::string::npos;
           slash = path.find('/', slash + 1)) {
        if (folders.insert(path.substr(0, slash + 1)).second)
          add(entry("./" + path.substr(0, slash + 1), '5', 0));
      }
      std::string bytes = read_file(site.folder / path);
      add(entry("./" + path, '0', bytes.size()));
      add(padded(std::move(bytes)));
    }
  } catch (const Error&) {
    fs::remove(aside, error);
    throw;
  }
  const std::size_t end = written + 2 * kBlock;
  add(std::string((end + kRecord - 1) / kRecord * kRecord - written, '\0'));
  file.close();
  if (!file) give_up("cannot write");
  flush_file_system(aside);
  marked_point("tar written");
  fs::rename(aside, target, error);
  if (error) {
    errno = error.value();
    give_up("cannot put it in place");
  }
  return written;
}

}  // namespace broadsheet::publish
