package treecast.search

import treecast.training.TrialStatus
import treecast.extension.SettingValues
import treecast.linalg.RandomStream
import treecast.testing.DefaultStorage.storage
import treecast.testing.SmallDigits

import java.nio.file.{Files, Path}
import java.util.function.Consumer
import scala.jdk.CollectionConverters._

/** Searches of a known function instead of trainings. */
object Searches {
  val space: SearchSpace = spaceOf("rate" -> log(1e-6, 1e-2), "decay" -> log(1e-8, 1e-4))

  def spaceOf(dimensions: (String, Range)*): SearchSpace =
    new SearchSpace(dimensions.map { case (path, range) => Dimension.of(path, range) }.asJava)

  def log(from: Double, to: Double) = new Interval(from, to, true, false)

  def linear(from: Double, to: Double) = new Interval(from, to, false, false)

  def number(point: Point, path: String): Double = point.values.get(path).toDouble

  /** Like the chapter's: the rate decides, best a little below its upper end; the decay hardly matters. */
  def score(point: Point, epochs: Int): Double = {
    val rate = math.log10(number(point, "rate"))
    val decay = math.log10(number(point, "decay"))
    (1 - math.exp(-epochs / 20.0)) * math.exp(-math.pow((rate + 2.3) / 0.8, 2)) - 0.002 * math.abs(decay + 6)
  }

  def search(seed: Long, trials: Int, adopted: Seq[Result] = Nil, first: Int = 1, in: SearchSpace = space): Search =
    new Search(in, seed, trials, 54, first, adopted.asJava)

  def result(proposal: Proposal, round: Int, score: Double): TrialOutput = {
    val scored = !score.isNaN
    val repetition =
      new Repetition(1, score, proposal.epochs, "f" * 64, Array(score, score / 3), Array(score, 0.1))
    new TrialOutput(
      new Result(
        proposal.trial,
        round,
        proposal.epochs,
        proposal.point,
        if (scored) TrialStatus.FINISHED else TrialStatus.DIVERGED,
        if (scored) "" else "diverged at step 3",
        (if (scored) Seq(repetition) else Nil).asJava,
        proposal.epochs,
        0.25
      ),
      java.util.List.of()
    )
  }

  /** Settings that suit searches of a few trials; those of others are the defaults. */
  private val few = Map(
    "narrowing" -> Map("size" -> "7", "keep" -> "0.3"),
    "bayesian" -> Map("initial" -> "8", "size" -> "4")
  )

  /** Every sampler that is registered. */
  val samplers: Seq[Sampler] =
    for ((name, provider) <- Samplers.registry.providers.asScala.toSeq)
      yield provider.create(SettingValues.ofTexts(provider, few.getOrElse(name, Map.empty).asJava))

  /** An evaluator that knows the function, and finishes in an order of its own. */
  def evaluator(order: Seq[Proposal] => Seq[Proposal] = identity): Sweep.Evaluator =
    (round, proposals, _, done: Consumer[TrialOutput]) =>
      for (p <- order(proposals.asScala.toSeq)) done.accept(result(p, round, scoreOf(p)))

  /** One trial in ten diverges. */
  def scoreOf(p: Proposal): Double = if (p.trial % 10 == 9) Double.NaN else score(p.point, p.epochs)

  def shuffled(seed: Long)(proposals: Seq[Proposal]): Seq[Proposal] =
    proposals.sortBy(p => RandomStream.of(seed, p.trial.toLong).bits(0))

  def withFolder[T](use: Path => T): T = {
    val folder = Files.createTempDirectory("treecast-ledger")
    try use(folder)
    finally SmallDigits.delete(folder)
  }

  def open(folder: Path, complaints: Consumer[String] = line => throw new AssertionError(line)): Ledger =
    Ledger.open(storage, folder.resolve("ledger").toString, complaints)

  /** All that a search has found, in a form that can be compared. */
  def describe(record: SweepRecord): Seq[Any] =
    record.results.asScala.map(r => (r.trial, r.round, r.epochs, r.point, r.ending, r.score.toString)).toSeq ++
      record.rounds.asScala.map(r => (r.space, r.reasons, r.proposals))

  val silent: Sweep.Listener = new Sweep.Listener {}

  def searched(search: Search, sampler: Sampler, order: Seq[Proposal] => Seq[Proposal] = identity): SweepRecord =
    withFolder(folder => new Sweep(search, sampler, open(folder)).run(evaluator(order), silent))

  /** The best score of a search, its trials' scores at the end. */
  def best(record: SweepRecord, most: Int): Double = {
    val latest = Ranking.latest(record.results)
    val scores = Ranking.best[Result](latest, _.score, most).asScala.map(_.score)
    scores.sum / scores.size
  }

  def epochs(record: SweepRecord): Double = record.results.asScala.map(_.trainedEpochs).sum
}
