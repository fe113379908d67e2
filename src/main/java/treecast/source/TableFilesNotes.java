package treecast.source;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.fs.Path;
import treecast.data.Excerpt;
import treecast.data.Split;

/** Notes for people on the choice of a table's files. */
final class TableFilesNotes {
  private TableFilesNotes() {}

  /** What a person may miss or not expect among the files of a folder, in lines. */
  static List<String> of(TableFiles files, DataLocation at, TableFormat format) {
    List<String> notes = new ArrayList<>();
    if (!files.test().isEmpty() && !at.isGiven()) {
      Path file = files.test().get(0).path();
      Path folder = file.getParent();
      if (Stream.of(file, folder).noneMatch(p -> DataListing.isOf(Split.TEST, p.getName()))) {
        notes.add("test rows: those of %s, as no name has the word test".formatted(file));
      }
    }
    String others =
        (at.isGiven() ? List.<DataListing.Entry>of() : DataListing.of(at.storage(), at.source()))
            .stream()
                .filter(e -> format.isName(e.plainName()) && !isRead(files, e.path()))
                .map(e -> Excerpt.plain(e.name()))
                .collect(Collectors.joining(", "));
    if (!others.isEmpty()) {
      notes.add("not read: " + others);
    }
    return notes;
  }

  private static boolean isRead(TableFiles files, Path path) {
    return Stream.concat(files.train().stream(), files.test().stream())
        .anyMatch(f -> f.path().equals(path) || path.equals(f.path().getParent()));
  }
}
