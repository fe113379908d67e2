package treecast.source;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import treecast.data.ClassChoice;
import treecast.data.ClassLabels;
import treecast.data.DataException;
import treecast.data.DataFile;
import treecast.data.DataSet;
import treecast.data.DataSource;
import treecast.data.NumberedClasses;
import treecast.data.Shard;
import treecast.data.ShardAssignment;
import treecast.data.Split;
import treecast.data.Storage;

/**
 * IDX data source: the four IDX files of a data set in a folder. A name contains {@code idx},
 * possibly with the number of dimensions, {@code images} or {@code labels}, and a word for the
 * split (see {@link DataListing}), as in {@code emnist-letters-train-images-idx3-ubyte.gz}.
 *
 * @param classes mapping of labels to classes
 * @param name name of the data in messages and reports
 * @param transposed whether images are stored with height and width exchanged, as EMNIST's are
 * @param hasBytes whether the features are unsigned bytes; known after the examination
 * @param anySplit whether test files are enough, for rows that a model is applied to
 */
public record IdxFolder(
    DataFolder folder,
    ClassChoice classes,
    String name,
    boolean transposed,
    boolean hasBytes,
    boolean anySplit,
    List<String> notes)
    implements DataSource {

  public IdxFolder {
    notes = List.copyOf(notes);
  }

  /**
   * Source of a folder's data, named {@code IDX files in FOLDER}, or MNIST if the files are
   * MNIST's.
   *
   * @param folder path or URI; its last component may be a glob that selects files
   * @throws DataException if it is neither a path nor a URI
   */
  static IdxFolder of(
      Storage storage, String folder, ClassChoice classes, boolean transposed, boolean anySplit) {
    DataFolder files = DataFolder.of(storage, folder);
    boolean mnist = Mnist.recognises(folder) && files.isLocal();
    String name = mnist ? Mnist.NAME : "IDX files in " + folder;
    return new IdxFolder(files, classes, name, transposed, true, anySplit, List.of());
  }

  /** Source of images as they are stored. */
  public static IdxFolder of(Storage storage, String folder, ClassChoice classes) {
    return of(storage, folder, classes, false, false);
  }

  /** Source with a number of classes, whose labels may start at 0 or 1. */
  public static IdxFolder of(Storage storage, String folder, int classes) {
    return of(storage, folder, NumberedClasses.of(classes));
  }

  /** Source of MNIST, in a folder that is known to hold it. */
  public static IdxFolder mnist(Storage storage, String folder, ClassChoice classes) {
    return new IdxFolder(
        DataFolder.of(storage, folder), classes, Mnist.NAME, false, true, false, List.of());
  }

  /** Whether a folder holds IDX files by their names, or is such a file. */
  public static boolean isIn(Storage storage, String folder) {
    List<DataListing.Entry> entries = DataListing.of(storage, folder);
    return entries.stream()
        .anyMatch(
            e ->
                !e.isFolder()
                    && isIdx(e.plainName())
                    && (entries.size() == 1
                        || DataListing.isOf(Split.TRAIN, e.name())
                        || DataListing.isOf(Split.TEST, e.name())));
  }

  /**
   * File of images without labels: the one that is given, the test images of a folder, or the only
   * images that it has.
   */
  static DataFile images(DataLocation location) {
    List<DataListing.Entry> images =
        DataListing.of(
                location.storage(), location.isGiven() ? location.train() : location.source())
            .stream()
            .filter(e -> !e.isFolder() && isIdx(e.plainName()))
            .filter(e -> !DataListing.words(e.plainName()).contains("labels"))
            .toList();
    List<DataListing.Entry> test =
        images.stream().filter(e -> DataListing.isOf(Split.TEST, e.name())).toList();
    List<DataListing.Entry> found = images.size() > 1 ? test : images;
    if (found.size() != 1) {
      throw new DataException(
          "%s: expected one IDX file of images, such as t10k-images-idx3-ubyte, found %s"
              .formatted(location, location.names()));
    }
    return found.get(0).file(location.storage());
  }

  private static boolean isIdx(String file) {
    return DataListing.words(file).stream().anyMatch(word -> word.matches("idx\\d?"));
  }

  @Override
  public String location() {
    return folder.qualified();
  }

  @Override
  public DataSet examine() {
    boolean alone = anySplit && !folder.has(Split.TRAIN);
    IdxPair.Examined train = pair(alone ? Split.TEST : Split.TRAIN).examine();
    IdxPair.Examined test = alone ? train : pair(Split.TEST).examine();
    if (!train.shape().equals(test.shape())) {
      throw new DataException(
          "%s: expected test images of %s like the training images, found %s"
              .formatted(pair(Split.TEST).images(), train.extents(), test.extents()));
    }
    if (train.type() != test.type()) {
      throw new DataException(
          "%s: expected test images of %s like the training images, found %s"
              .formatted(pair(Split.TEST).images(), train.type().title(), test.type().title()));
    }
    Optional<IdxMapping> mapping = folder.mapping().map(IdxMapping::of);
    ClassChoice choice = mapping.map(m -> m.named(classes, Mnist.CLASSES)).orElse(classes);
    ClassLabels decided = choice.decide(train.labels(), test.labels());
    boolean bytes = train.type() == IdxType.UNSIGNED_BYTE;
    IdxFolder examined =
        new IdxFolder(
            folder, decided, name, transposed, bytes, anySplit, notes(test.type(), choice));
    return new DataSet(examined, alone ? 0 : train.rows(), test.rows(), train.shape(), decided);
  }

  private List<String> notes(IdxType type, ClassChoice choice) {
    List<String> notes = new ArrayList<>();
    if (type != IdxType.UNSIGNED_BYTE) {
      notes.add(
          "features: %s, as they are in the files (data.scaling scales them)"
              .formatted(type.title()));
    }
    if (!choice.equals(classes)) {
      notes.add("class names: those of the folder's mapping (data.classNames gives others)");
    }
    if (!transposed && folder.isOf("emnist")) {
      notes.add(
          "EMNIST stores images with height and width exchanged (data.idx.transposed = true turns them)");
    }
    return notes;
  }

  @Override
  public List<Shard> shards(Split split, ShardAssignment assignment, List<Integer> wanted) {
    return pair(split).shards(ClassLabels.decided(classes), assignment, wanted);
  }

  @Override
  public void pieces(Split split, Consumer<Shard> each) {
    pair(split).pieces(ClassLabels.decided(classes), each);
  }

  @Override
  public Map<String, String> localFiles(Split split) {
    IdxPair files = pair(split);
    return folder.isLocal()
        ? Map.of(
            files.images().toString(),
            files.images().path().getName(),
            files.labels().toString(),
            files.labels().path().getName())
        : Map.of();
  }

  @Override
  public IdxFolder movedTo(URI elsewhere) {
    return new IdxFolder(
        folder.movedTo(elsewhere), classes, name, transposed, hasBytes, anySplit, notes);
  }

  private IdxPair pair(Split split) {
    return new IdxPair(
        file(split, "images", "images-idx3-ubyte"),
        file(split, "labels", "labels-idx1-ubyte"),
        transposed);
  }

  private DataFile file(Split split, String word, String ending) {
    return folder.file(
        split,
        split + " " + word,
        name -> isIdx(name) && DataListing.words(name).contains(word),
        (split == Split.TRAIN ? "train-" : "t10k-") + ending);
  }
}
