package treecast.cluster;

import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Number of cores of a master whose name tells it: one on this machine. */
public final class MasterCores {
  private static final Pattern LOCAL =
      Pattern.compile("local(\\[((?<all>\\*)|(?<threads>\\d+))(\\s*,\\s*\\d+)?])?");

  private static final Pattern CLUSTER =
      Pattern.compile(
          "local-cluster\\[\\s*(?<executors>\\d+)\\s*,\\s*(?<cores>\\d+)\\s*,\\s*\\d+\\s*]");

  private MasterCores() {}

  /** Number of cores of all executors, or of this JVM; empty if the name does not tell it. */
  public static OptionalInt of(String master) {
    Matcher cluster = CLUSTER.matcher(master);
    if (cluster.matches()) {
      return OptionalInt.of(number(cluster.group("executors")) * number(cluster.group("cores")));
    }
    Matcher local = LOCAL.matcher(master);
    if (!local.matches()) {
      return OptionalInt.empty();
    }
    if (local.group("all") != null) {
      return OptionalInt.of(Runtime.getRuntime().availableProcessors());
    }
    return OptionalInt.of(local.group("threads") == null ? 1 : number(local.group("threads")));
  }

  private static int number(String digits) {
    return Integer.parseInt(digits);
  }
}
