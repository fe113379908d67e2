package treecast.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import java.util.stream.IntStream;

/**
 * A format of plans: the defaults of whatever a plan leaves out, and what words such as {@code
 * default} stand for. Each is a resource that is kept for ever, so that a plan gives its bits in
 * later versions too, whose own defaults are another format's.
 *
 * @param number counted from 1
 * @param content the resource, as its comments explain it
 */
public record PlanFormat(int number, Config content) {
  /** The key by which a plan says its format. */
  public static final String KEY = "format";

  /** That of plans that do not say one: those of before there were formats. */
  private static final int FIRST = 1;

  /** That of a plan which nobody has written down yet. */
  public static PlanFormat newest() {
    return read(newestNumber());
  }

  /**
   * The format that a plan is of.
   *
   * @throws SettingsException if this version does not know it
   */
  public static PlanFormat of(Config plan) {
    return of(said(plan).getValue(KEY), KEY);
  }

  /**
   * The format that a value stands for.
   *
   * @param key what it is called, for messages
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

  /** Whether plans that say none are of it. */
  boolean isFirst() {
    return number == FIRST;
  }

  /** A plan that has been written down, with its format said. */
  public static Config said(Config plan) {
    return plan.hasPath(KEY)
        ? plan
        : plan.withValue(
            KEY, ConfigValueFactory.fromAnyRef(FIRST).withOrigin(plan.root().origin()));
  }

  /** The default plan, which says its format. */
  public Config plan() {
    return with(content.getConfig("plan"));
  }

  /**
   * Where a kind of network departs from the default plan, by its {@link NetworkSettings#plain}.
   */
  Config kind(String name) {
    return content.getObject("kinds").get(name) instanceof ConfigObject own
        ? own.toConfig()
        : ConfigFactory.empty();
  }

  /** The default sweep, with what it wants of the plan. */
  public Config sweep() {
    return with(content.getConfig("sweep"));
  }

  /** What a plan that names another optimizer than the default plan begins with. */
  Config otherOptimizer() {
    return content.getConfig("otherOptimizer");
  }

  /** What words mean, and what stands for settings that a plan need not have. */
  Config usual() {
    return content.getConfig("usual");
  }

  /** A configuration that says this format. */
  Config with(Config config) {
    return config.withValue(
        KEY, ConfigValueFactory.fromAnyRef(number).withOrigin(content.root().origin()));
  }

  private static PlanFormat read(int number) {
    ConfigParseOptions options =
        ConfigParseOptions.defaults()
            .setAllowMissing(false)
            .setOriginDescription("the defaults of format " + number);
    return new PlanFormat(number, ConfigFactory.parseResources(name(number), options).resolve());
  }

  private static int newestNumber() {
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    return IntStream.iterate(FIRST, number -> number + 1)
            .filter(number -> loader.getResource(name(number)) == null)
            .findFirst()
            .orElseThrow()
        - 1;
  }

  private static String name(int number) {
    return "treecast/formats/%d.conf".formatted(number);
  }
}
