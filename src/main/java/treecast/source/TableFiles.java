package treecast.source;

import java.io.Serializable;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.Path;
import treecast.data.DataException;
import treecast.data.DataFile;
import treecast.data.Excerpt;
import treecast.data.Paths;
import treecast.data.Split;
import treecast.data.Storage;

/**
 * Text files of a data set, each split in the order of the names.
 *
 * @param train files of the training rows
 * @param test files of the test rows; empty if there are none of their own
 */
record TableFiles(List<DataFile> train, List<DataFile> test) implements Serializable {

  TableFiles {
    train = List.copyOf(train);
    test = List.copyOf(test);
  }

  List<DataFile> of(Split split) {
    return split == Split.TRAIN ? train : test;
  }

  /** Whether the files at a location belong to a format by their names. */
  static boolean areAt(DataLocation at, Predicate<String> isName) {
    if (at.isGiven()) {
      return listed(at.storage(), at.train()).stream().anyMatch(e -> isName.test(e.plainName()));
    }
    List<DataListing.Entry> entries = DataListing.of(at.storage(), at.source());
    List<DataListing.Entry> ofSplits = entries.stream().filter(e -> isOfSplit(e.name())).toList();
    return (ofSplits.isEmpty() ? entries : ofSplits)
        .stream().anyMatch(e -> holds(at.storage(), e, isName));
  }

  private static boolean isOfSplit(String name) {
    return DataListing.isOf(Split.TRAIN, name) || DataListing.isOf(Split.TEST, name);
  }

  private static boolean holds(Storage storage, DataListing.Entry entry, Predicate<String> isName) {
    return isName.test(entry.plainName())
        || (entry.isFolder()
            && isOfSplit(entry.name())
            && DataListing.of(storage, entry).stream()
                .anyMatch(e -> !e.isFolder() && isName.test(e.plainName())));
  }

  /**
   * Finds the files at a location.
   *
   * @param format the format that they have to have
   * @param anyName whether files whose names lack the format's ending are accepted
   * @throws DataException if there is no file of training rows, or if it is not clear which it is
   */
  static TableFiles find(DataLocation at, TableFormat format, boolean anyName) {
    Predicate<String> isName = name -> anyName || format.isName(name);
    if (at.isGiven()) {
      return new TableFiles(
          parts(at.storage(), at.train()),
          at.test().isEmpty() ? List.of() : parts(at.storage(), at.test()));
    }
    List<DataListing.Entry> entries = DataListing.of(at.storage(), at.source());
    List<DataListing.Entry> wanted =
        entries.stream().filter(e -> e.isFolder() || isName.test(e.plainName())).toList();
    List<DataFile> train =
        files(at, Split.TRAIN, wanted, e -> DataListing.isOf(Split.TRAIN, e.name()));
    List<DataFile> test =
        files(at, Split.TEST, wanted, e -> DataListing.isOf(Split.TEST, e.name()));
    if (test.isEmpty()) {
      test = files(at, Split.TEST, wanted, e -> DataListing.isValidation(e.name()));
    }
    if (!train.isEmpty() || !test.isEmpty()) {
      return new TableFiles(train, test);
    }
    List<DataListing.Entry> files = wanted.stream().filter(e -> !e.isFolder()).toList();
    boolean parts = files.stream().allMatch(e -> e.name().startsWith("part-"));
    if (files.size() == 1 || (parts && !files.isEmpty())) {
      return new TableFiles(files.stream().map(e -> e.file(at.storage())).toList(), List.of());
    }
    throw new DataException(
        "%s: expected train rows, such as the file train.%s, or one file, found %s (data.train and data.test name files)"
            .formatted(at, format.ending(), at.names()));
  }

  private static List<DataFile> files(
      DataLocation at,
      Split split,
      List<DataListing.Entry> entries,
      Predicate<DataListing.Entry> wanted) {
    Map<String, DataListing.Entry> found = new LinkedHashMap<>();
    for (DataListing.Entry entry : entries) {
      if (wanted.test(entry)) {
        // Of a file and its compressed copy, the file is read.
        found.merge(
            entry.plainName(), entry, (a, b) -> a.name().length() <= b.name().length() ? a : b);
      }
    }
    requireParts(at, split, found);
    List<DataFile> files = new ArrayList<>();
    for (DataListing.Entry entry : found.values()) {
      files.addAll(
          entry.isFolder() ? parts(at.storage(), entry) : List.of(entry.file(at.storage())));
    }
    return files;
  }

  /** Checks that several files are parts of one table by their names. */
  private static void requireParts(
      DataLocation at, Split split, Map<String, DataListing.Entry> found) {
    Set<String> patterns =
        found.keySet().stream().map(n -> n.replaceAll("\\d+", "0")).collect(Collectors.toSet());
    if (patterns.size() > 1) {
      throw new DataException(
          "%s: expected %s rows in one file, or in files whose names differ in numbers only, found %s (a pattern such as %s/NAME* chooses)"
              .formatted(
                  at,
                  split,
                  found.values().stream()
                      .map(e -> Excerpt.plain(e.name()))
                      .collect(Collectors.joining(" and ")),
                  at.source()));
    }
  }

  private static List<DataListing.Entry> listed(Storage storage, String text) {
    List<DataListing.Entry> entries = DataListing.of(storage, text);
    if (entries.isEmpty()) {
      throw new DataException(text + ": expected data files, found none");
    }
    return entries;
  }

  private static List<DataFile> parts(Storage storage, String text) {
    List<DataFile> files = new ArrayList<>();
    for (DataListing.Entry entry : listed(storage, text)) {
      files.addAll(entry.isFolder() ? parts(storage, entry) : List.of(entry.file(storage)));
    }
    return files;
  }

  /** Files of a folder of parts. */
  private static List<DataFile> parts(Storage storage, DataListing.Entry folder) {
    List<DataListing.Entry> entries = DataListing.of(storage, folder);
    for (DataListing.Entry entry : entries) {
      if (entry.isFolder()) {
        throw new DataException(
            "%s: expected a folder of files, found the folder %s in it"
                .formatted(folder.path(), Excerpt.plain(entry.name())));
      }
    }
    if (entries.isEmpty()) {
      throw new DataException(folder.path() + ": expected data files, found none");
    }
    return entries.stream().map(e -> e.file(storage)).toList();
  }

  /** Files of a split that lie on this machine's disk, and the names of their copies. */
  Map<String, String> localFiles(Split split) {
    Map<DataFile, String> copies = copies();
    Map<String, String> local = new LinkedHashMap<>();
    of(split).stream()
        .filter(DataFile::isLocal)
        .forEach(file -> local.put(file.toString(), copies.get(file)));
    return local;
  }

  /** The same files after their copies have come into a folder. */
  TableFiles movedTo(URI folder) {
    Map<DataFile, String> names = copies();
    Path to = new Path(folder);
    return new TableFiles(
        train.stream().map(f -> new DataFile(f.storage(), Paths.in(to, names.get(f)))).toList(),
        test.stream().map(f -> new DataFile(f.storage(), Paths.in(to, names.get(f)))).toList());
  }

  /**
   * Names under which copies of the files lie in one folder: their own, with a number in front
   * where two files have the same.
   */
  Map<DataFile, String> copies() {
    Map<DataFile, String> names = new LinkedHashMap<>();
    Set<String> taken = new HashSet<>();
    for (Split split : Split.values()) {
      for (DataFile file : of(split)) {
        String name = file.path().getName();
        for (int i = 0; !taken.add(name); i++) {
          name = "%d-%s".formatted(i, file.path().getName());
        }
        names.put(file, name);
      }
    }
    return names;
  }
}
