package treecast.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import treecast.data.ClassChoice;
import treecast.data.DataException;
import treecast.data.DataFile;
import treecast.data.Excerpt;
import treecast.data.NumberedClasses;

/**
 * Mapping of labels to characters, as EMNIST's folder has it: each line holds a label and the code
 * points of the characters that it stands for, such as {@code 1 65 97}. Labels are consecutive.
 */
record IdxMapping(int first, List<String> names) {

  /**
   * Reads a file.
   *
   * @throws DataException if it is no such mapping
   */
  static IdxMapping of(DataFile file) {
    List<String> names = new ArrayList<>();
    int first = 0;
    try (TextInput text = TextInput.open(file, "a mapping of classes")) {
      for (Optional<String> line = text.line(); line.isPresent(); line = text.line()) {
        String[] words = line.get().strip().split("\\s+", -1);
        if (words.length == 1 && words[0].isEmpty()) {
          continue;
        }
        int label = number(text, words[0], 255);
        first = names.isEmpty() ? label : first;
        if (words.length < 2 || label != first + names.size()) {
          throw text.bad(
              "the label %d and code points of characters".formatted(first + names.size()),
              Excerpt.of(line.get()));
        }
        StringBuilder name = new StringBuilder();
        for (int i = 1; i < words.length; i++) {
          name.appendCodePoint(number(text, words[i], Character.MAX_CODE_POINT));
        }
        names.add(name.toString());
      }
    }
    return new IdxMapping(first, names);
  }

  private static int number(TextInput text, String word, int max) {
    int number = word.matches("\\d{1,7}") ? Integer.parseInt(word) : Integer.MAX_VALUE;
    if (number > max) {
      throw text.bad("a number from 0 to " + max, Excerpt.of(word));
    }
    return number;
  }

  /**
   * Classes with the names of this mapping, unless a plan names them or wants another number of
   * classes than this mapping has or than plans have by default.
   */
  ClassChoice named(ClassChoice wanted, int usual) {
    boolean open =
        wanted instanceof NumberedClasses numbered
            && numbered.names().isEmpty()
            && (numbered.classes() == names.size() || numbered.classes() == usual)
            && (numbered.firstLabel() == NumberedClasses.AUTO || numbered.firstLabel() == first);
    return open && names.size() > 1 ? new NumberedClasses(names.size(), first, names) : wanted;
  }
}
