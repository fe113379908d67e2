package treecast.app;

import java.util.Arrays;
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

  /** The data that {@code --data} would name. */
  public static DataSet data(String source) {
    return DataChoice.examine(
        ChapterSearch.storage(), settings("data.source=\"%s\"".formatted(source)));
  }

  /** The default plan on some data. */
  public static TrainingPlan on(DataSet data) {
    return settings().plan(data);
  }

  private static PlanSettings settings(String... assignments) {
    return PlanSettings.of(
        new PlanLayers(List.of(), Arrays.stream(assignments).map(Configuration::parse).toList())
            .plan());
  }
}
