package treecast.search;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import treecast.data.Paths;
import treecast.data.Storage;

/**
 * What a sweep has found, on any Hadoop file system: a file for each result, and one for each plan
 * that the sweep has had. Nothing is appended to, renamed or written twice, so object stores serve
 * as well. A file is believed only if its length and checksum are what its first line says: one
 * that a kill left half there is named, and its trial is run again.
 */
public final class Ledger {
  /** Name of its directory in that of the sweep. */
  public static final String DIRECTORY = "ledger";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PLAN = "plan-";
  private static final String TRIAL = "trial-";
  private static final String LOOK = "look-";
  private static final String STATE = "state-";

  private final FileSystem files;
  private final Path root;
  private final Consumer<String> complaints;
  private final Map<String, Result> results = new HashMap<>();
  private final List<String> plans = new ArrayList<>();
  private int lastPlan;
  private int looks;

  private Ledger(FileSystem files, Path root, Consumer<String> complaints) {
    this.files = files;
    this.root = root;
    this.complaints = complaints;
  }

  /**
   * Reads all that is there, or nothing where there is no ledger yet.
   *
   * @param place a directory or URI
   * @param complaints is told of each damaged file, in a line
   */
  public static Ledger open(Storage storage, String place, Consumer<String> complaints)
      throws IOException {
    return open(storage, place, complaints, name -> true);
  }

  /**
   * The plan that holds in a ledger, whose results are not read; nothing where there is none.
   *
   * @param place a directory or URI
   */
  public static Optional<String> plan(Storage storage, String place) throws IOException {
    return open(storage, place, complaint -> {}, name -> name.startsWith(PLAN)).plan();
  }

  private static Ledger open(
      Storage storage, String place, Consumer<String> complaints, Predicate<String> wanted)
      throws IOException {
    Path root = Paths.of(place);
    FileSystem files = storage.toWrite(root);
    Ledger ledger = new Ledger(files, root, complaints);
    FileStatus[] found = files.exists(root) ? files.listStatus(root) : new FileStatus[0];
    Arrays.sort(found);
    for (FileStatus file : found) {
      if (file.isFile() && wanted.test(file.getPath().getName())) {
        ledger.read(file.getPath().getName());
      }
    }
    return ledger;
  }

  private void read(String name) throws IOException {
    try {
      if (name.startsWith(TRIAL)) {
        results.put(name, JSON.readValue(content(name), Result.class));
      } else if (name.matches(PLAN + "\\d{1,9}")) {
        lastPlan = Math.max(lastPlan, Integer.parseInt(name.substring(PLAN.length())));
        plans.add(new String(content(name), StandardCharsets.UTF_8));
      } else if (name.startsWith(LOOK)) {
        looks++;
      }
    } catch (CheckedBytes.Damaged | JsonProcessingException | FileNotFoundException e) {
      String then = name.startsWith(TRIAL) ? "; the trial will be run again" : "; it is ignored";
      complaints.accept(
          new Path(root, name) + ": " + e.getMessage().lines().findFirst().orElse("") + then);
    }
  }

  private byte[] content(String name) throws IOException, CheckedBytes.Damaged {
    try (FSDataInputStream in = files.open(new Path(root, name))) {
      return CheckedBytes.unwrap(in.readAllBytes());
    }
  }

  /** The plan that holds, if there is one: the last that is whole. */
  public Optional<String> plan() {
    return plans.isEmpty() ? Optional.empty() : Optional.of(plans.get(plans.size() - 1));
  }

  /** Lets another plan hold from now on. */
  public void writePlan(String text) throws IOException {
    write("%s%03d".formatted(PLAN, lastPlan + 1), text.getBytes(StandardCharsets.UTF_8));
    lastPlan++;
    plans.add(text);
  }

  /** The result of a proposal, if it is there. One of another point is none. */
  public Optional<Result> result(Proposal proposal, int round) {
    Result found = results.get(name(TRIAL, proposal.trial(), proposal.epochs()));
    if (found == null) {
      return Optional.empty();
    }
    if (!found.point().equals(proposal.point()) || found.round() != round) {
      complaints.accept(
          "%s: expected the result of %s in round %d, found that of %s in round %d; the trial will be run again"
              .formatted(
                  new Path(root, name(TRIAL, proposal.trial(), proposal.epochs())),
                  proposal.point(),
                  round + 1,
                  found.point(),
                  found.round() + 1));
      results.remove(name(TRIAL, proposal.trial(), proposal.epochs()));
      return Optional.empty();
    }
    return Optional.of(found);
  }

  /** The last result of each trial, which has seen the most epochs, in the order of the trials. */
  public List<Result> latest() {
    return Ranking.latest(List.copyOf(results.values()));
  }

  /** Writes a result; before it, where the training paused, so that it may go on from there. */
  public void write(TrialOutput finished) throws IOException {
    Result result = finished.result();
    for (int i = 0; i < finished.states().size(); i++) {
      write(name(STATE, result.trial(), result.epochs()) + "-" + i, finished.states().get(i));
    }
    String name = name(TRIAL, result.trial(), result.epochs());
    write(name, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(result));
    results.put(name, result);
  }

  /**
   * Where the repetitions of a trial paused; nothing if one of them is not there as it was left.
   * The trial then begins anew, which costs time and no bit.
   */
  public List<byte[]> states(int trial, int epochs, int repetitions) throws IOException {
    List<byte[]> states = new ArrayList<>();
    for (int i = 0; i < repetitions; i++) {
      String name = name(STATE, trial, epochs) + "-" + i;
      try {
        states.add(content(name));
      } catch (FileNotFoundException | CheckedBytes.Damaged e) {
        complaints.accept(
            "%s: %s; the trial will begin anew".formatted(new Path(root, name), e.getMessage()));
        return List.of();
      }
    }
    return states;
  }

  /** How often the test rows have been looked at; a damaged record of it counts. */
  public int looks() {
    return looks;
  }

  /**
   * Records that the test rows are looked at.
   *
   * @param number for which time, from 1
   * @param model the fingerprint of the weights
   */
  public void writeLook(int number, String model) throws IOException {
    write("%s%03d".formatted(LOOK, number), model.getBytes(StandardCharsets.US_ASCII));
    looks = number;
  }

  private static String name(String kind, int trial, int epochs) {
    return "%s%06d-%d".formatted(kind, trial, epochs);
  }

  /** Writes a file that is not there, or is damaged. */
  private void write(String name, byte[] content) throws IOException {
    Path path = new Path(root, name);
    // What stands there has been read and was not believed, or was never finished.
    files.delete(path, false);
    try (OutputStream out = files.create(path, false)) {
      out.write(CheckedBytes.wrap(content));
    }
  }

  @Override
  public String toString() {
    return root.toString();
  }
}
