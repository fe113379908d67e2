package treecast.cluster;

import java.io.Externalizable;
import java.io.IOException;
import java.io.ObjectInput;
import java.io.ObjectOutput;
import treecast.linalg.FlatArray;

/**
 * Wire format of flat weights in a broadcast ({@link SparkBroadcasts}): raw bytes, which is faster
 * than Java's serialisation of each element.
 */
public final class WeightsPayload implements Externalizable {
  private static final long serialVersionUID = 1L;

  private FlatArray values;

  /** For deserialisation. */
  public WeightsPayload() {}

  WeightsPayload(FlatArray values) {
    this.values = values;
  }

  FlatArray values() {
    return values;
  }

  @Override
  public void writeExternal(ObjectOutput out) throws IOException {
    values.write(out);
  }

  @Override
  public void readExternal(ObjectInput in) throws IOException {
    values = FlatArray.read(in);
  }
}
