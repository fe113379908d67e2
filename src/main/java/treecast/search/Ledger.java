package treecast.search;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import treecast.data.DataException;
import treecast.data.Storage;
import treecast.training.CheckpointFile;

/**
 * Ledger of a sweep (a journal of its results) on any Hadoop file system: one file for each result,
 * and one for each plan that the sweep has had. No file is appended to, renamed or written twice,
 * so object stores work as well. A file is used only if its length and checksum match its first
 * line; an incomplete file is reported, and its trial is run again.
 */
public final class Ledger {
  /** Name of the directory inside the sweep's directory. */
  public static final String DIRECTORY = "ledger";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PLAN = "plan-";
  private static final String TRIAL = "trial-";
  private static final String LOOK = "look-";
  private static final String STATE = "state-";

  private final LedgerFiles files;
  private final Consumer<String> complaints;
  private final Map<String, Result> results = new HashMap<>();
  private final List<String> plans = new ArrayList<>();
  private int lastPlan;
  private int testEvaluations;

  private Ledger(LedgerFiles files, Consumer<String> complaints) {
    this.files = files;
    this.complaints = complaints;
  }

  /**
   * Opens a ledger and reads its files; it is empty if it does not exist yet.
   *
   * @param location directory or URI
   * @param complaints receives a line for each damaged file
   */
  public static Ledger open(Storage storage, String location, Consumer<String> complaints)
      throws IOException {
    return open(storage, location, complaints, name -> true);
  }

  /**
   * Reads only the current plan of a ledger; empty if there is none.
   *
   * @param location directory or URI
   */
  public static Optional<String> plan(Storage storage, String location) throws IOException {
    return open(storage, location, complaint -> {}, name -> name.startsWith(PLAN)).plan();
  }

  private static Ledger open(
      Storage storage, String location, Consumer<String> complaints, Predicate<String> wanted)
      throws IOException {
    LedgerFiles files = LedgerFiles.of(storage, location);
    Ledger ledger = new Ledger(files, complaints);
    for (String name : files.names()) {
      if (wanted.test(name)) {
        ledger.read(name);
      }
    }
    ledger.readUnlisted();
    return ledger;
  }

  /** Object stores may list a file later than they open it; these have numbers that follow. */
  private void readUnlisted() throws IOException {
    while (files.exists(planName(lastPlan + 1))) {
      read(planName(lastPlan + 1));
    }
    while (files.exists(lookName(testEvaluations + 1))) {
      testEvaluations++;
    }
  }

  private static String planName(int number) {
    return "%s%03d".formatted(PLAN, number);
  }

  private static String lookName(int number) {
    return "%s%03d".formatted(LOOK, number);
  }

  private void read(String name) throws IOException {
    try {
      if (name.startsWith(TRIAL)) {
        results.put(name, JSON.readValue(files.read(name), Result.class));
      } else if (name.matches(PLAN + "\\d{1,9}")) {
        lastPlan = Math.max(lastPlan, Integer.parseInt(name.substring(PLAN.length())));
        plans.add(new String(files.read(name), StandardCharsets.UTF_8));
      } else if (name.startsWith(LOOK)) {
        testEvaluations++;
      }
    } catch (ChecksummedBytes.Damaged | JsonProcessingException | FileNotFoundException e) {
      String then = name.startsWith(TRIAL) ? "; the trial will be run again" : "; it is ignored";
      complaints.accept(
          files.path(name) + ": " + e.getMessage().lines().findFirst().orElse("") + then);
    }
  }

  /** Current plan: the last one that is not damaged, if there is one. */
  public Optional<String> plan() {
    return plans.isEmpty() ? Optional.empty() : Optional.of(plans.get(plans.size() - 1));
  }

  /** Writes a new plan, which replaces the current one. */
  public void writePlan(String text) throws IOException {
    files.write(planName(lastPlan + 1), text.getBytes(StandardCharsets.UTF_8));
    lastPlan++;
    plans.add(text);
  }

  /** Result of a proposal, if there is one. A result with another point is ignored. */
  public Optional<Result> result(Proposal proposal, int round) {
    Result found = results.get(name(TRIAL, proposal.trial(), proposal.epochs()));
    if (found == null) {
      return Optional.empty();
    }
    if (!found.point().equals(proposal.point()) || found.round() != round) {
      complaints.accept(
          "%s: expected the result of %s in round %d, found the result of %s in round %d; the trial will be run again"
              .formatted(
                  files.path(name(TRIAL, proposal.trial(), proposal.epochs())),
                  proposal.point(),
                  round + 1,
                  found.point(),
                  found.round() + 1));
      results.remove(name(TRIAL, proposal.trial(), proposal.epochs()));
      return Optional.empty();
    }
    return Optional.of(found);
  }

  /** Last result of each trial, which has the most epochs, in the order of the trials. */
  public List<Result> latest() {
    return Ranking.latest(List.copyOf(results.values()));
  }

  /**
   * Writes a result, and before it the states of paused trainings, from which they can continue.
   */
  public void write(TrialOutput finished) throws IOException {
    Result result = finished.result();
    for (int i = 0; i < finished.states().size(); i++) {
      files.write(name(STATE, result.trial(), result.epochs()) + "-" + i, finished.states().get(i));
    }
    String name = name(TRIAL, result.trial(), result.epochs());
    files.write(name, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(result));
    results.put(name, result);
  }

  /** Checkpoints of a trial's paused repetitions; empty if one of them cannot be read. */
  public List<byte[]> states(int trial, int epochs, int repetitions) throws IOException {
    List<byte[]> states = new ArrayList<>();
    for (int i = 0; i < repetitions; i++) {
      String name = name(STATE, trial, epochs) + "-" + i;
      try {
        states.add(files.read(name));
        CheckpointFile.decode(states.get(i), "state");
      } catch (FileNotFoundException | ChecksummedBytes.Damaged | DataException e) {
        complaints.accept(
            "%s: %s; the trial will be trained from the beginning"
                .formatted(files.path(name), e.getMessage()));
        return List.of();
      }
    }
    return states;
  }

  /** Number of evaluations on the test rows; damaged records of evaluations count as well. */
  public int testEvaluations() {
    return testEvaluations;
  }

  /**
   * Records an evaluation on the test rows.
   *
   * @param number number of the evaluation, from 1
   * @param model SHA-256 of the weights
   */
  public void writeTestEvaluation(int number, String model) throws IOException {
    files.write(lookName(number), model.getBytes(StandardCharsets.US_ASCII));
    testEvaluations = number;
  }

  private static String name(String kind, int trial, int epochs) {
    return "%s%06d-%d".formatted(kind, trial, epochs);
  }

  @Override
  public String toString() {
    return files.toString();
  }
}
