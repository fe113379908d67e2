package treecast.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * What somebody wants of a plan or a sweep, in layers, each over those before it: files, and over
 * them settings of the command line. A file that says no format is of the first; a setting may say
 * another one.
 */
public record PlanLayers(List<Config> files, List<Config> settings) {

  /** These over another file. */
  public PlanLayers over(Config file) {
    List<Config> all = new ArrayList<>(List.of(file));
    all.addAll(files);
    return new PlanLayers(all, settings);
  }

  /** These under another setting. */
  public PlanLayers with(Config setting) {
    List<Config> all = new ArrayList<>(settings);
    all.add(setting);
    return new PlanLayers(files, all);
  }

  /**
   * The format that the last setting says, else that of the files.
   *
   * @param otherwise that of a plan without any file
   * @throws SettingsException if it is unknown, or if files are of several
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
          "%s: expected files of one format, found %s (--set %s=N reads all as of that)"
              .formatted(
                  PlanFormat.KEY,
                  String.join(
                      " and ", formats.stream().map(f -> String.valueOf(f.number())).toList()),
                  PlanFormat.KEY));
    }
    return formats.isEmpty() ? otherwise.get() : formats.get(0);
  }

  /** All layers over another one, with a format. */
  public Config over(Config below, PlanFormat format) {
    List<Config> all = new ArrayList<>(List.of(below));
    all.addAll(files);
    all.addAll(settings);
    return format.with(Configuration.merged(all));
  }

  /** What is wanted, which says its format. */
  public Config wanted() {
    return over(ConfigFactory.empty(), format(PlanFormat::newest));
  }

  /** The plan that is wanted: all keys that a plan has. */
  public Config plan() {
    return Configuration.under(wanted());
  }
}
