package treecast.source;

import java.util.List;
import treecast.data.DataFile;
import treecast.data.TaskRunner;

/**
 * Task that counts the quotes of a range of a file: whether the next range begins within quotes is
 * a matter of their number.
 */
@SuppressWarnings("serial") // a serialisable list, which the interface does not say
record QuoteCount(SeekingFormat format, List<DataFile> files)
    implements TaskRunner.Task<FileRange, Long> {

  @Override
  public Long apply(FileRange range) {
    long quotes = 0;
    try (TextInput text =
        TextInput.open(files.get(range.file()), "a text file", format.charset())) {
      text.seek(new TextPlace(range.from(), 0, 1));
      TextBuffer buffer = text.buffer();
      while (buffer.offset() < range.to() && buffer.fill()) {
        int end = (int) Math.min(buffer.end(), buffer.at() + range.to() - buffer.offset());
        for (int i = buffer.at(); i < end; i++) {
          quotes += buffer.bytes()[i] == '"' ? 1 : 0;
        }
        buffer.moveTo(end);
      }
    }
    return quotes;
  }
}
