package treecast.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Layers of settings for a plan or a sweep, each of which overrides those before it: files, then
 * settings of the command line. A file without a format has the first one; a setting may name
 * another.
 */
public record PlanLayers(List<Config> files, List<Config> settings) {

  /** Layers with another file below. */
  public PlanLayers over(Config file) {
    List<Config> all = new ArrayList<>(List.of(file));
    all.addAll(files);
    return new PlanLayers(all, settings);
  }

  /** Layers with another setting on top. */
  public PlanLayers with(Config setting) {
    List<Config> all = new ArrayList<>(settings);
    all.add(setting);
    return new PlanLayers(files, all);
  }

  /**
   * Format: that of the last setting which names one, else that of the files.
   *
   * @param otherwise the format if there is no file
   * @throws SettingsException if it is unknown, or if files have different formats
   */
  public PlanFormat format(Supplier<PlanFormat> otherwise) {
    for (int i = settings.size() - 1; i >= 0; i--) {
      if (settings.get(i).hasPath(PlanFormat.KEY)) {
        return PlanFormat.of(settings.get(i));
      }
    }
    List<PlanFormat> formats = files.stream().map(PlanFormat::of).toList();
    if (formats.stream().mapToInt(PlanFormat::number).distinct().count() > 1) {
      throw new SettingsException(
          "%s: expected files of one format, found %s (--set %s=N reads all of them in format N)"
              .formatted(
                  PlanFormat.KEY,
                  String.join(
                      " and ", formats.stream().map(f -> String.valueOf(f.number())).toList()),
                  PlanFormat.KEY));
    }
    return formats.isEmpty() ? otherwise.get() : formats.get(0);
  }

  /** Layers for a sweep on images or on tables: see {@link SweepSettings#on}. */
  public PlanLayers on(boolean tables) {
    return new PlanLayers(
        files.stream().map(file -> SweepSettings.on(file, tables)).toList(), settings);
  }

  /** Merges all layers over another one, with a format. */
  public Config over(Config below, PlanFormat format) {
    List<Config> all = new ArrayList<>(List.of(below));
    all.addAll(files);
    all.addAll(settings);
    return format.with(Configuration.merged(all));
  }

  /** The user's settings, including their format. */
  public Config wanted() {
    return over(ConfigFactory.empty(), format(PlanFormat::newest));
  }

  /** The complete plan with all its keys. */
  public Config plan() {
    return Configuration.under(wanted());
  }
}
