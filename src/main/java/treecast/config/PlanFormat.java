package treecast.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Format of plans: a version of all default values, including the meaning of words such as {@code
 * default}. Each format is a resource that is never changed, so that an old plan gives the same
 * bits in later versions with other defaults.
 *
 * @param number number of the format, from 1
 * @param content content of the resource
 */
public record PlanFormat(int number, Config content) {
  /** Key of the format in a plan. */
  public static final String KEY = "format";

  /** Format of plans without the key, which are older than formats. */
  private static final int FIRST = 1;

  /** Formats of this version, which are read once: a search checks a plan for each trial. */
  private static final List<PlanFormat> OWN = own();

  /** Format of new plans. */
  public static PlanFormat newest() {
    return read(newestNumber());
  }

  /**
   * Format of a plan.
   *
   * @throws SettingsException if this version does not know it
   */
  public static PlanFormat of(Config plan) {
    return of(said(plan).getValue(KEY), KEY);
  }

  /**
   * Format with a number.
   *
   * @param key name of the value, for messages
   * @throws SettingsException if this version does not know it
   */
  public static PlanFormat of(ConfigValue value, String key) {
    int newest = newestNumber();
    String text = value.render(ConfigRenderOptions.concise());
    return IntStream.rangeClosed(FIRST, newest)
        .filter(number -> text.equals(String.valueOf(number)))
        .mapToObj(PlanFormat::read)
        .findFirst()
        .orElseThrow(
            () -> {
              String known = newest == FIRST ? "" + FIRST : FIRST + " to " + newest;
              String expected = "a format of plans that this version knows, " + known;
              return SettingsException.of(key, value, expected, "");
            });
  }

  /** Whether this is the format of plans without the key. */
  boolean isFirst() {
    return number == FIRST;
  }

  /** Plan with its format, which is added if the key is missing. */
  public static Config said(Config plan) {
    return plan.hasPath(KEY)
        ? plan
        : plan.withValue(
            KEY, ConfigValueFactory.fromAnyRef(FIRST).withOrigin(plan.root().origin()));
  }

  /** Default plan, including its format. */
  public Config plan() {
    return with(content.getConfig("plan"));
  }

  /**
   * Default settings of a kind of network that differ from the default plan.
   *
   * @param name canonical name, see {@link NetworkSettings#plain}
   */
  Config kind(String name) {
    return content.getObject("kinds").get(name) instanceof ConfigObject own
        ? own.toConfig()
        : ConfigFactory.empty();
  }

  /** Default sweep, including the settings of its plan; see {@link SweepSettings#on}. */
  public Config sweep() {
    return with(content.getConfig("sweep"));
  }

  /** Default settings of a plan with another optimizer than the default one. */
  Config otherOptimizer() {
    return content.getConfig("otherOptimizer");
  }

  /** Values of words such as {@code default}, and of optional settings. */
  Config usual() {
    return content.getConfig("usual");
  }

  /** Configuration with this format as its key. */
  public Config with(Config config) {
    return config.withValue(
        KEY, ConfigValueFactory.fromAnyRef(number).withOrigin(content.root().origin()));
  }

  private static PlanFormat read(int number) {
    return number <= OWN.size()
        ? OWN.get(number - FIRST)
        : read(Thread.currentThread().getContextClassLoader(), number);
  }

  private static PlanFormat read(ClassLoader loader, int number) {
    ConfigParseOptions options =
        ConfigParseOptions.defaults()
            .setAllowMissing(false)
            .setClassLoader(loader)
            .setOriginDescription("the defaults of format " + number);
    return new PlanFormat(number, ConfigFactory.parseResources(name(number), options).resolve());
  }

  private static int newestNumber() {
    return newestNumber(Thread.currentThread().getContextClassLoader(), OWN.size());
  }

  /**
   * Number of the newest format.
   *
   * @param known number of a format that there is; 0 if none is known
   */
  private static int newestNumber(ClassLoader loader, int known) {
    return IntStream.iterate(known, number -> number + 1)
        .filter(number -> loader.getResource(name(number + 1)) == null)
        .findFirst()
        .orElseThrow();
  }

  private static List<PlanFormat> own() {
    ClassLoader loader = PlanFormat.class.getClassLoader();
    return IntStream.rangeClosed(FIRST, newestNumber(loader, 0))
        .mapToObj(number -> read(loader, number))
        .toList();
  }

  private static String name(int number) {
    return "treecast/formats/%d.conf".formatted(number);
  }
}
