package treecast.model;

import java.util.List;
import treecast.data.Encoding;
import treecast.linalg.Matrix;
import treecast.linalg.Precision;
import treecast.linalg.Shape;
import treecast.linalg.Workspace;
import treecast.nn.Objective;

/**
 * Ensemble: several networks that were trained separately and whose outputs are averaged.
 *
 * @param members one or more models with the same inputs, outputs, objective and encoding
 */
public record Ensemble(List<Model> members, AveragingMethod average) implements Classifier {

  /**
   * Checks the members.
   *
   * @throws IllegalArgumentException if there are none, or if they differ in inputs, outputs,
   *     objective or encoding
   */
  public Ensemble {
    members = List.copyOf(members);
    if (members.isEmpty()) {
      throw new IllegalArgumentException("expected one member or more, found none");
    }
    Model first = members.get(0);
    for (Model member : members) {
      if (member.inputs() != first.inputs() || member.outputs() != first.outputs()) {
        throw new IllegalArgumentException(
            "expected members of %d inputs and %d outputs, found one of %d and %d"
                .formatted(first.inputs(), first.outputs(), member.inputs(), member.outputs()));
      }
      if (!member.objective().equals(first.objective())) {
        throw new IllegalArgumentException(
            "expected members of the objective %s, found one of %s"
                .formatted(first.objective().name(), member.objective().name()));
      }
      if (member.precision() != first.precision()) {
        throw new IllegalArgumentException(
            "expected members of the precision %s, found one of %s"
                .formatted(first.precision().key(), member.precision().key()));
      }
      if (!member.encoding().equals(first.encoding())) {
        throw new IllegalArgumentException(
            "expected members with the same scaling and the same classes, found different ones");
      }
    }
  }

  @Override
  public int inputs() {
    return members.get(0).inputs();
  }

  @Override
  public int outputs() {
    return members.get(0).outputs();
  }

  @Override
  public boolean takes(Shape shape) {
    return members.stream().allMatch(member -> member.takes(shape));
  }

  @Override
  public Encoding encoding() {
    return members.get(0).encoding();
  }

  @Override
  public Objective objective() {
    return members.get(0).objective();
  }

  @Override
  public Precision precision() {
    return members.get(0).precision();
  }

  @Override
  public Matrix scores(Matrix x, Workspace workspace) {
    return average.of(
        members.stream().map(member -> member.scores(x, workspace)).toList(), objective());
  }

  @Override
  public void toProbabilities(Matrix scores) {
    average.toProbabilities(scores, objective());
  }
}
