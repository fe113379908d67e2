package treecast.data

import org.scalatest.BeforeAndAfterAll
import org.scalatest.funsuite.AnyFunSuite
import treecast.linalg.{Matrix, Precision, Workspace}
import treecast.source.{Csv, IdxFolder, TableFolder}
import treecast.testing.{SmallDigits, SmallTables}
import treecast.testing.DefaultStorage.storage

import java.io.{ByteArrayInputStream, ByteArrayOutputStream, File, ObjectInputStream, ObjectOutputStream}
import java.nio.file.{Files, Path}
import java.util.{BitSet, List => JavaList}
import scala.util.Random

/** Shards whose rows are on disk have the rows of shards in memory, to the bit. */
class StoredShardsSpec extends AnyFunSuite with BeforeAndAfterAll {
  private lazy val digits = SmallDigits.folder(trainRows = 301, testRows = 10)
  private lazy val flowers = SmallTables.folder(trainRows = 700, testRows = 10)
  private lazy val whole = Files.createTempDirectory("treecast-whole")
  private lazy val files = Files.createTempDirectory("treecast-stored")

  override def afterAll(): Unit = Seq(digits, flowers, whole, files).foreach(SmallDigits.delete)

  private def table(folder: Path) = {
    val csv = new Csv(Csv.AUTO, Csv.Header.AUTO, "kind")
    TableFolder.of(storage, folder.toString, csv, new DistinctClasses(DistinctClasses.AUTO, JavaList.of()), false)
  }

  /** Numbers that are exact as floats. */
  private def floats: DataSet = {
    for (name <- Seq("train", "test"))
      Files.writeString(
        whole.resolve(s"$name.csv"),
        "a,b,kind\n" + (0 until 150).map(i => s"$i,${i / 8.0},${"xyz" (i % 3)}\n").mkString
      )
    table(whole).examine()
  }

  private def scaled(data: DataSet) = data.scaled(ScalingMethod.STANDARD.fit(data, new BitSet))

  private lazy val sets: Seq[(String, DataSet)] = {
    val images = IdxFolder.of(storage, digits.toString, 10).examine()
    val doubles = table(flowers).examine()
    Seq(
      "bytes" -> images,
      "doubles" -> doubles,
      "floats" -> floats,
      "scaled bytes" -> scaled(images),
      "scaled doubles" -> scaled(doubles)
    )
  }

  private def file(): File = Files.createTempFile(files, "rows", "").toFile

  private def stored(data: DataSet, assignment: ShardAssignment, shard: Int, block: Long) =
    new StoredShards(data.source, Split.TRAIN, assignment, data.features, block).read(shard, file())

  private def inMemory(data: DataSet, assignment: ShardAssignment, shard: Int) =
    data.source.shards(Split.TRAIN, assignment, JavaList.of(Int.box(shard))).get(0)

  private def same(one: Shard, other: Shard, random: Random): Unit = {
    assert(one.index == other.index && one.rows == other.rows && one.labels.sameElements(other.labels))
    val some = Array.fill(40)(random.nextInt(one.rows))
    for (precision <- Precision.values; rows <- Seq(Array.range(0, one.rows), some)) {
      def gathered(shard: Shard) = {
        val x = Matrix.zeros(rows.length, shard.features, precision)
        shard.inputs.gather(rows, x)
        x.toArray.toSeq
      }
      assert(gathered(one) == gathered(other), precision)
    }
    val Seq(first, second) = Seq(one, other).map(_.rows(1, one.rows - 1, new Workspace))
    assert(first.x.toArray.sameElements(second.x.toArray) && first.labels.sameElements(second.labels))
  }

  test("rows of any kind, in blocks of any size, are those of a shard in memory") {
    val random = new Random(1)
    for ((name, data) <- sets; shards <- Seq(1, 3)) {
      val assignment = new ShardAssignment(data.trainRows, shards)
      for (shard <- 0 until shards; block <- Seq(1L << 30, 40_000L, 1L))
        withClue(s"$name, shard $shard of $shards, blocks of $block: ") {
          same(stored(data, assignment, shard, block), inMemory(data, assignment, shard), random)
        }
    }
  }

  test("a shard without rows is stored like any other") {
    val data = sets.head._2
    val assignment = new ShardAssignment(2, 4, data.trainRows)
    val stored3 = stored(data, assignment, 3, 1)
    assert(stored3.rows == 0 && stored3.index == 3)
  }

  test("rows on disk take themselves along to where they are serialised, and are read there without their file") {
    for ((name, data) <- sets) {
      val assignment = new ShardAssignment(data.trainRows, 2)
      val path = file()
      val shard = new StoredShards(data.source, Split.TRAIN, assignment, data.features, 10_000).read(1, path)
      val bytes = new ByteArrayOutputStream
      val out = new ObjectOutputStream(bytes)
      out.writeObject(shard)
      out.close()
      assert(path.delete())
      val there = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray)).readObject.asInstanceOf[Shard]
      withClue(s"$name: ")(same(there, inMemory(data, assignment, 1), new Random(2)))
    }
  }
}
