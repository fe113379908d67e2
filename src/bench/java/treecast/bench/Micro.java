package treecast.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import treecast.linalg.Gemm;
import treecast.linalg.Precision;

/**
 * Runs the JMH benchmarks of some groups once, each in a JVM of its own. The script calls it for
 * each round, so that what is compared alternates.
 *
 * <p>Arguments: the file of measurements, {@code quick} or {@code full}, then the groups.
 */
public final class Micro {
  /**
   * That there is no native BLAS is said in the report; kept here, as a logger may be collected.
   */
  private static final Logger NETLIB = Logger.getLogger("dev.ludovic.netlib.blas");

  private final Measurements measurements;
  private final boolean quick;

  private Micro(Measurements measurements, boolean quick) {
    this.measurements = measurements;
    this.quick = quick;
  }

  /** Runs what the arguments name. */
  public static void main(String[] args) throws IOException, RunnerException {
    NETLIB.setLevel(Level.OFF);
    Micro micro = new Micro(new Measurements(Path.of(args[0])), args[1].equals("quick"));
    for (String group : List.of(args).subList(2, args.length)) {
      micro.run(group);
    }
  }

  private void run(String group) throws IOException, RunnerException {
    switch (group) {
      case "floor" -> run(group, options("Floor"));
      case "kernel" -> kernel();
      case "step" -> step();
      default -> throw new IllegalArgumentException("unknown group " + group);
    }
  }

  private void kernel() throws IOException, RunnerException {
    String[] gemms = gemms("auto", "plain");
    if (gemms.length == 2) {
      measurements.leftOut("netlib", "no native BLAS on this machine");
    }
    ChainedOptionsBuilder all = options("StepProducts").param("gemm", gemms);
    ChainedOptionsBuilder single = options("Products");
    if (quick) {
      all.param("batch", "32", "128", "1024");
      single.param("gemm", "auto").param("batch", "128").param("layer", "784x100", "100x100");
    } else {
      single.param("gemm", gemms);
    }
    run("kernel", all);
    run("kernel, product by product", single);
    run("convolutions", options("Convolutions"));
  }

  private void step() throws IOException, RunnerException {
    ChainedOptionsBuilder layers = options("Layers");
    ChainedOptionsBuilder updates = options("Updates");
    ChainedOptionsBuilder parts = options("StepParts");
    if (quick) {
      layers = options("Layers.forwardBackward");
      layers.param("batch", "128").param("layer", "affine100", "relu", "batchnorm");
      updates.param("optimizer", "sgd", "momentum", "adam");
      parts.param("batch", "128");
    }
    run("step", options("Steps").param("gemm", gemms("auto")));
    run("parts of a step", parts);
    run("layers", layers);
    run("updates", updates);
    run("sums", options("Sums"));
  }

  /** The products to compare, and the machine's own BLAS where there is one. */
  private static String[] gemms(String... always) {
    try {
      Gemm.named("netlib", Precision.DOUBLE);
    } catch (IllegalArgumentException e) {
      return always;
    }
    String[] gemms = Arrays.copyOf(always, always.length + 1);
    gemms[always.length] = "netlib";
    return gemms;
  }

  /** The vector kernels are slow for their first second: warm-up is longer than the measurement. */
  private ChainedOptionsBuilder options(String benchmarks) {
    return new OptionsBuilder()
        .include("^treecast\\.bench\\." + benchmarks + "(\\.|$)")
        .mode(Mode.AverageTime)
        .timeUnit(TimeUnit.NANOSECONDS)
        .forks(1)
        .warmupIterations(quick ? 2 : 3)
        .warmupTime(TimeValue.milliseconds(quick ? 900 : 1000))
        .measurementIterations(quick ? 3 : 5)
        .measurementTime(TimeValue.milliseconds(quick ? 150 : 500))
        .addProfiler(GCProfiler.class)
        .shouldFailOnError(true)
        .verbosity(VerboseMode.SILENT);
  }

  private void run(String group, ChainedOptionsBuilder options)
      throws IOException, RunnerException {
    Collection<RunResult> results = new Runner(options.build()).run();
    for (RunResult result : results) {
      String what = what(result.getParams());
      for (IterationResult iteration :
          result.getBenchmarkResults().iterator().next().getIterationResults()) {
        double nanos = iteration.getPrimaryResult().getScore();
        record(group, what, result.getParams(), nanos);
        Result<?> bytes = iteration.getSecondaryResults().get("gc.alloc.rate.norm");
        if (bytes != null && group.equals("step")) {
          measurements.add(group, what, "kB allocated", bytes.getScore() / 1000);
        }
      }
    }
  }

  private void record(String group, String what, BenchmarkParams params, double nanos)
      throws IOException {
    double flops = flops(params);
    if (what.equals("Floor.fma")) {
      measurements.add(group, "FMA peak", "GFLOP/s", Floor.flops() / nanos);
    } else if (what.equals("Floor.fmaOfFloats")) {
      measurements.add(group, "FMA peak of floats", "GFLOP/s", 2 * Floor.flops() / nanos);
    } else if (what.equals("Floor.triad")) {
      measurements.add(group, "memory triad", "GB/s", Floor.bytes() / nanos);
    } else if (flops > 0) {
      measurements.add(group, what, "GFLOP/s", flops / nanos);
    } else {
      measurements.add(group, what, "us", nanos / 1000);
    }
  }

  /** Multiplications and additions of an operation; 0 where that is no measure of it. */
  private static double flops(BenchmarkParams params) {
    if (params.getBenchmark().contains(".StepProducts.")) {
      return Sizes.flops(Integer.parseInt(params.getParam("batch")));
    }
    if (params.getBenchmark().contains(".Products.")) {
      String[] sizes = params.getParam("layer").split("x", -1);
      return 2.0
          * Integer.parseInt(params.getParam("batch"))
          * Integer.parseInt(sizes[0])
          * Integer.parseInt(sizes[1]);
    }
    if (params.getBenchmark().contains(".Convolutions.")) {
      return Convolutions.flops(params.getParam("layer"));
    }
    return 0;
  }

  /** The benchmark and its parameters, as tables name it. */
  private static String what(BenchmarkParams params) {
    String name = params.getBenchmark().replace("treecast.bench.", "");
    return params.getParamsKeys().isEmpty()
        ? name
        : name
            + params.getParamsKeys().stream()
                .filter(key -> !params.getParam(key).equals(Precision.DOUBLE.name()))
                .map(key -> key + "=" + params.getParam(key).toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", ", " (", ")"));
  }
}
