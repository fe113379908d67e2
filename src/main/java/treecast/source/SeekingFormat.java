package treecast.source;

import java.nio.charset.Charset;
import treecast.data.DataFile;

/** Text format whose files can be read from any line that begins a record. */
interface SeekingFormat extends TableFormat {
  /** Encoding of the files, unless a byte order mark shows another. */
  Charset charset();

  @Override
  SeekingReader open(DataFile file);
}
