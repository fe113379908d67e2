package treecast.app;

import java.util.ArrayList;
import java.util.List;
import treecast.config.Configuration;
import treecast.config.PlanLayers;
import treecast.config.PlanSettings;
import treecast.data.DataSet;
import treecast.training.TrainingPlan;
import treecast.workflow.DataChoice;

/** The plan of {@code scripts/treecast train} with no argument, for the end-to-end comparison. */
public final class DefaultPlan {
  private DefaultPlan() {}

  /**
   * The data that {@code --data} would name.
   *
   * @param assignments as {@code --set} would take them
   */
  public static DataSet data(String source, String... assignments) {
    List<String> all = new ArrayList<>(List.of(assignments));
    all.add("data.source=\"%s\"".formatted(source));
    return DataChoice.examine(ChapterSearch.storage(), settings(all));
  }

  /**
   * The default plan on some data.
   *
   * @param assignments as {@code --set} would take them
   */
  public static TrainingPlan on(DataSet data, String... assignments) {
    return settings(List.of(assignments)).plan(data);
  }

  private static PlanSettings settings(List<String> assignments) {
    return PlanSettings.of(
        new PlanLayers(List.of(), assignments.stream().map(Configuration::parse).toList()).plan());
  }
}
