package treecast.source;

import java.io.Serializable;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import treecast.data.DataFile;
import treecast.data.TaskRunner;

/**
 * Text file as it is stored.
 *
 * @param length size in bytes
 * @param seeks whether it can be read from any place
 */
record StoredText(long length, boolean seeks) implements Serializable {

  /** Task that looks at the beginning of a file. */
  record Look(TableFormat format) implements TaskRunner.Task<DataFile, StoredText> {
    @Override
    public StoredText apply(DataFile file) {
      Charset charset =
          format instanceof SeekingFormat text ? text.charset() : StandardCharsets.UTF_8;
      try (TextInput text = TextInput.open(file, format.title() + " file", charset)) {
        boolean seeks = format instanceof SeekingFormat && text.isSeekable();
        return new StoredText(file.length(), seeks);
      }
    }
  }
}
