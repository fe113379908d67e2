package treecast.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.util.List;
import java.util.Optional;

/**
 * Settings of what a training starts from.
 *
 * @param run run whose model's weights it starts from; empty for random weights
 * @param sha256 SHA-256 of that model, if it is known
 * @param freeze names of the parameters that stay as they are
 */
public record StartSettings(Optional<String> run, Optional<String> sha256, List<String> freeze) {
  /** Key of the run. */
  public static final String FROM = "from";

  /** Key of the frozen parameters. */
  public static final String FREEZE = "freeze";

  private static final String RUN = FROM + ".run";
  private static final String SHA256 = FROM + ".sha256";

  /** Run that a plan names, as far as it has been written. */
  public static Optional<String> runOf(Config wanted) {
    if (!wanted.hasPath(FROM)) {
      return Optional.empty();
    }
    ConfigValue from = wanted.getValue(FROM);
    Object run = from instanceof ConfigObject object ? object.get("run") : from;
    return run instanceof ConfigValue value
            && value.valueType() == ConfigValueType.STRING
            && !value.unwrapped().equals("none")
        ? Optional.of((String) value.unwrapped())
        : Optional.empty();
  }

  static StartSettings read(Settings settings) {
    List<String> freeze = settings.words(FREEZE);
    if (freeze.stream().distinct().count() < freeze.size()) {
      throw settings.bad(FREEZE, "a list of different names of parameters, such as [W1, b1]");
    }
    if (settings.isWord(FROM, "none")) {
      return new StartSettings(Optional.empty(), Optional.empty(), freeze);
    }
    if (!settings.isObject(FROM)) {
      String run = settings.text(FROM, "none, a run directory, or a run and its sha256 in { }");
      return new StartSettings(Optional.of(run), Optional.empty(), freeze);
    }
    Optional<String> sha256 =
        settings.has(SHA256) ? Optional.of(settings.text(SHA256)) : Optional.empty();
    return new StartSettings(Optional.of(settings.text(RUN)), sha256, freeze);
  }
}
