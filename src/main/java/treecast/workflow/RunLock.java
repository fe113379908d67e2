package treecast.workflow;

import java.io.IOException;
import treecast.data.Storage;
import treecast.search.Lease;
import treecast.training.TrainingListener;
import treecast.training.TrainingState;

/**
 * Lock of the directory of a run, or of a sweep's ledger: one process at a time works on it. A
 * training that has lost it, because its process was suspended and another has taken over, ends
 * behind its step.
 */
final class RunLock implements TrainingListener, AutoCloseable {
  /** A directory that this process has just made is nobody else's: there is nothing to wait for. */
  private static final Lease.Timing NEW =
      new Lease.Timing(
          Lease.Timing.STANDARD.beat(),
          Lease.Timing.STANDARD.dead(),
          0,
          Lease.Timing.STANDARD.patience());

  private final Lease lease;

  private RunLock(Lease lease) {
    this.lease = lease;
  }

  /** Locks a run that this process has just begun. */
  static RunLock ofNew(Storage storage, String run) throws IOException {
    return new RunLock(Lease.take(storage, run, NEW));
  }

  /**
   * Locks a directory that another process may have begun.
   *
   * @throws Lease.Refused if another process works on it
   */
  static RunLock take(Storage storage, String run) throws IOException {
    return new RunLock(Lease.take(storage, run, Lease.Timing.STANDARD));
  }

  @Override
  public void completed(TrainingState state) {
    lease.requireNotLost();
  }

  /** Checks before results are written that the directory is this process's. */
  void requireHeld() {
    lease.requireHeld();
  }

  @Override
  public void close() {
    lease.close();
  }
}
