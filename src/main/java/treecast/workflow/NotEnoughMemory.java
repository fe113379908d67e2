package treecast.workflow;

import java.util.ArrayList;
import java.util.List;
import treecast.training.MemoryNeeds;

/** Exception: a network cannot be trained in the memory that there is. */
public final class NotEnoughMemory extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final long GIBIBYTE = 1L << 30;

  /**
   * Share of the needs, as a fraction, below which a training does not begin. Between this and the
   * whole it depends on when Java collects.
   */
  private static final long LEAST = 3;

  private static final long OF = 4;

  private NotEnoughMemory(String message) {
    super(message);
  }

  /**
   * Refuses a training that cannot fit.
   *
   * @param parameters number of parameters of the network
   * @param found bytes of the heaps that there are; 0 for executors where there are none
   * @throws NotEnoughMemory in one line, if the driver or the executors have too little
   */
  static void refuse(int parameters, MemoryNeeds needs, MemoryNeeds found) {
    List<String> flags = new ArrayList<>();
    if (lacks(needs.driver(), found.driver())) {
      flags.add("--driver-memory " + size(needs.driver()));
    }
    if (lacks(needs.executor(), found.executor())) {
      flags.add("--executor-memory " + size(needs.executor()));
    }
    if (!flags.isEmpty()) {
      throw new NotEnoughMemory(
          "out of memory before the first step: %,d parameters: %s (%s)"
              .formatted(parameters, sides(needs, found), String.join(" and ", flags)));
    }
  }

  private static boolean lacks(long needed, long found) {
    return found < needed / OF * LEAST;
  }

  private static String sides(MemoryNeeds needs, MemoryNeeds found) {
    String driver =
        "expected a heap of %,d bytes for the driver, found %,d"
            .formatted(needs.driver(), found.driver());
    return needs.executor() == 0
        ? driver
        : driver
            + "; expected %,d for each executor, found %,d"
                .formatted(needs.executor(), found.executor());
  }

  private static String size(long bytes) {
    return (bytes + GIBIBYTE - 1) / GIBIBYTE + "g";
  }
}
