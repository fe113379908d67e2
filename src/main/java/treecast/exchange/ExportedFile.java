package treecast.exchange;

import java.util.List;

/**
 * File of an exported model.
 *
 * @param content its bytes
 * @param facts further things to know about it, each as a name and words
 * @param entries what it takes and gives, or which arrays it holds
 */
public record ExportedFile(byte[] content, List<Fact> facts, List<Entry> entries) {

  public ExportedFile {
    facts = List.copyOf(facts);
    entries = List.copyOf(entries);
  }

  /**
   * Fact about a file.
   *
   * @param name what it is about
   * @param words the fact
   */
  public record Fact(String name, String words) {}

  /**
   * Input, output or array of a file.
   *
   * @param kind {@code input}, {@code output} or {@code array}
   * @param name its name
   * @param type type of its elements, in the words of the format
   * @param shape its dimensions, N for the number of rows
   * @param meaning what its elements are
   */
  public record Entry(String kind, String name, String type, List<String> shape, String meaning) {
    public Entry {
      shape = List.copyOf(shape);
    }
  }
}
