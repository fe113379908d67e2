package treecast.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import jdk.incubator.vector.DoubleVector;
import treecast.linalg.GemmKernel;

/** What is measured on, as the measured JVMs see it. */
final class Machine {
  private static final Path PROCESSORS = Path.of("/proc/cpuinfo");

  private Machine() {}

  /** What there is to say, by name. */
  static Map<String, String> description() {
    Map<String, String> machine = new LinkedHashMap<>();
    machine.put("processors", String.valueOf(Runtime.getRuntime().availableProcessors()));
    machine.put("processor", processor());
    machine.put("vectors", vectors());
    machine.put("architecture", System.getProperty("os.arch"));
    machine.put("system", System.getProperty("os.name"));
    machine.put("Java", System.getProperty("java.runtime.version"));
    return machine;
  }

  private static String vectors() {
    int bits = DoubleVector.SPECIES_PREFERRED.vectorBitSize();
    return "%d lanes of double, %d of float, %d registers, kernel %s"
        .formatted(
            bits / Double.SIZE,
            bits / Float.SIZE,
            GemmKernel.registers(bits),
            GemmKernel.ofThisMachine(bits));
  }

  /** Family and model as well: a hypervisor may hide the name's end. */
  private static String processor() {
    if (!Files.isReadable(PROCESSORS)) {
      return "unknown";
    }
    try (Stream<String> lines = Files.lines(PROCESSORS)) {
      List<String> first = lines.takeWhile(line -> !line.isBlank()).toList();
      return "%s (family %s, model %s)"
          .formatted(value(first, "model name"), value(first, "cpu family"), value(first, "model"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String value(List<String> lines, String key) {
    return lines.stream()
        .filter(line -> line.split(":", 2)[0].strip().equals(key))
        .map(line -> line.split(":", 2)[1].strip())
        .findFirst()
        .orElse("unknown");
  }
}
