package treecast.app;

import java.util.List;
import treecast.data.DataSet;
import treecast.training.TrainingPlan;

/** The plan of {@code scripts/treecast train} with no argument, for the end-to-end comparison. */
public final class DefaultPlan {
  private DefaultPlan() {}

  /** The data that {@code --data} would name. */
  public static DataSet data(String source) {
    return DataChoice.examine(
        ChapterSearch.storage(),
        PlanSettings.of(
            Configuration.of(
                Configuration.defaults(), null, List.of("data.source=\"%s\"".formatted(source)))));
  }

  /** The default plan on some data. */
  public static TrainingPlan on(DataSet data) {
    return settings().plan(data);
  }

  private static PlanSettings settings() {
    return PlanSettings.of(Configuration.defaults());
  }
}
