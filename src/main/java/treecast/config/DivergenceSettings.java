package treecast.config;

import com.typesafe.config.Config;
import treecast.optim.PhaseLength;
import treecast.training.DivergencePolicy;

/**
 * What a training does that diverges: it ends, or goes back and on at a lower learning rate.
 *
 * @param back how far it goes back at least
 * @param times how often at most, 0 for never
 * @param since number of steps from which on it goes back, 0 for the beginning
 */
public record DivergenceSettings(PhaseLength back, double rateFactor, int times, int since) {
  /** The key of a plan under which they stand. */
  public static final String KEY = "onDivergence";

  private static final String BACK = KEY + ".back";
  private static final String FACTOR = KEY + ".rateFactor";
  private static final String TIMES = KEY + ".times";
  private static final String SINCE = KEY + ".since";
  private static final double BELOW_ONE = Math.nextDown(1.0);

  static DivergenceSettings read(Settings settings) {
    PhaseLength usual = PhaseLength.of(settings.format().usual().getString(BACK));
    if (settings.isWord(KEY, "stop")) {
      return new DivergenceSettings(usual, 1, 0, 0);
    }
    if (!settings.isObject(KEY)) {
      String expected = "stop, or settings such as { back = 1 epoch, rateFactor = 0.5, times = 3 }";
      settings.text(KEY, expected);
      throw settings.bad(KEY, expected);
    }
    return new DivergenceSettings(
        settings.has(BACK) ? settings.made(BACK, PhaseLength::of) : usual,
        settings.has(FACTOR)
            ? settings.number(FACTOR, "a number above 0 and below 1", Double.MIN_VALUE, BELOW_ONE)
            : settings.format().usual().getDouble(FACTOR),
        settings.has(TIMES)
            ? settings.integer(TIMES, 1, Integer.MAX_VALUE)
            : settings.format().usual().getInt(TIMES),
        settings.has(SINCE) ? settings.integer(SINCE, 0, Integer.MAX_VALUE) : 0);
  }

  /**
   * Whether a run that has diverged, or will, can go on with other settings: those of before have
   * changed no bit until they end it. That is so if it stopped, and if it now goes back more often.
   *
   * @param before settings of its plan
   * @param now settings of a plan that differs in nothing else
   */
  public static boolean goesOn(Config before, Config now) {
    DivergenceSettings there = read(new Settings(before));
    DivergenceSettings here = read(new Settings(now));
    return here.goesBack()
        && (!there.goesBack()
            || (here.times > there.times
                && here.equals(
                    new DivergenceSettings(
                        there.back, there.rateFactor, here.times, there.since))));
  }

  boolean goesBack() {
    return times > 0;
  }

  /** Policy for a number of training rows and a batch size. */
  DivergencePolicy policy(int rows, int batch) {
    return goesBack()
        ? new DivergencePolicy(
            (int) Math.min(Integer.MAX_VALUE, back.steps(rows, batch)), rateFactor, times, since)
        : DivergencePolicy.STOP;
  }
}
