package treecast.app

import org.scalatest.funsuite.AnyFunSuite
import treecast.source.IdxFiles

import java.nio.file.Path

/** Arguments that cannot be: exit code 2 and one line, before anything is done. */
class BadArgumentsSpec extends AnyFunSuite with CommandLine {
  private def refusesArguments(name: String, code: Int, arguments: => Seq[String], words: String*): Unit =
    test(name)(refuses(code, arguments, words))

  refusesArguments(
    "--config: a file that is not there",
    2,
    train("--config", "no/plan.conf"),
    "--config",
    "no/plan.conf"
  )
  refusesArguments("--config: a directory", 2, train("--config", folder.toString), "--config", "expected a file")
  refusesArguments("--config: nothing", 2, train("--config", ""), "--config", "expected a file")
  refusesArguments("--seed: too large", 2, train("--seed", "9223372036854775808"), "--seed", "9223372036854775808")
  refusesArguments("--seed: a fraction", 2, train("--seed", "1.5"), "--seed", "1.5")
  refusesArguments("--seed: a word", 2, train("--seed", "one"), "--seed", "one")
  refusesArguments("--partitions 0", 2, train(small ++ Seq("--partitions", "0"): _*), "--partitions", "1", "found 0")
  refusesArguments("--partitions -1", 2, train(small ++ Seq("--partitions", "-1"): _*), "--partitions", "found -1")
  refusesArguments(
    "--partitions 3 of 2 shards",
    2,
    train(small ++ Seq("--partitions", "3"): _*),
    "--partitions",
    "2, found 3"
  )
  refusesArguments("--partitions: a word", 2, train("--partitions", "all"), "--partitions", "all")
  for (
    master <- Seq(
      "",
      "locl",
      "local[0]",
      "local[-1]",
      "local[99999999999]",
      "local[2,0]",
      "local[2",
      "local-cluster[0,1,1024]",
      "spark://",
      "spark://host",
      "spark://host:port",
      "mesos://host:5050",
      "http://host:80"
    )
  )
    refusesArguments(
      s"--master '$master'",
      2,
      Seq("train", "--data", folder.toString, "--master", master, "--out", out) ++ small,
      "--master",
      s"found $master"
    )

  refusesArguments("--out: a directory that exists", 2, trainTo(folder.toString), "--out", "found", folder.toString)
  refusesArguments("--out: a file", 2, trainTo(s"$folder/${IdxFiles.TrainImages}"), "--out", IdxFiles.TrainImages)
  refusesArguments(
    "--out: below a file",
    2,
    trainTo(s"$folder/${IdxFiles.TrainImages}/a/b"),
    "--out",
    IdxFiles.TrainImages
  )
  refusesArguments("--out: an unknown file system", 2, trainTo("nowhere://host/out"), "--out", "nowhere")
  refusesArguments("--out: nothing", 2, trainTo(""), "--out")

  for (
    (flag, value, words) <- Seq(
      ("--driver-memory", "lots", Seq("a size from 450m to 16t", "found 'lots'")),
      ("--driver-memory", "100m", Seq("a size from 450m to 16t", "found '100m'")),
      ("--driver-memory", "460799k", Seq("a size from 450m to 16t")),
      ("--driver-memory", "17t", Seq("a size from 450m to 16t")),
      ("--driver-memory", "999999999t", Seq("a size from 450m to 16t")),
      ("--driver-memory", "-8g", Seq("a size from 450m to 16t")),
      ("--driver-memory", "450m", Seq("in front of spark-submit's jar")),
      ("--driver-memory", "460800KB", Seq("in front of spark-submit's jar")),
      ("--driver-memory", "16t", Seq("in front of spark-submit's jar")),
      ("--executor-memory", "1.5g", Seq("a size such as 8g", "found '1.5g'")),
      ("--executor-memory", "0", Seq("a size such as 8g")),
      ("--executor-cores", "0", Seq("a whole number from 1", "found '0'")),
      ("--num-executors", "two", Seq("a whole number from 1", "found 'two'")),
      ("--deploy-mode", "cluster", Seq("client", "found 'cluster'")),
      ("--jars", "conf/train.conf,no.jar", Seq("jars that are there", "found 'conf/train.conf,no.jar'")),
      ("--jars", "", Seq("jars that are there", "found ''")),
      ("--jars", "conf/train.conf", Seq("in front of spark-submit's jar"))
    )
  )
    refusesArguments(s"$flag '$value'", 2, train(small ++ Seq(flag, value): _*), flag +: words: _*)

  test("a jar of Spark's settings that is not there is refused, where the driver is here") {
    System.setProperty("spark.jars", s"hdfs://host/there.jar,file://$folder/no%20jar.jar")
    try {
      refuses(2, train(small: _*), Seq("--jars", "no%20jar.jar"))
      System.setProperty("spark.submit.deployMode", "cluster")
      assert(run(train(small ++ Seq("--dry-run"): _*): _*).code == 0)
    } finally Seq("spark.jars", "spark.submit.deployMode").foreach(System.clearProperty)
  }

  private def trainTo(directory: String): Seq[String] =
    Seq("train", "--data", folder.toString, "--master", "local[1]", "--out", directory) ++ small

  refusesArguments("nothing at all", 2, Seq(), "command", "train", "evaluate", "data", "gradient-check")
  refusesArguments("an unknown command", 2, Seq("trian"), "trian", "train")
  refusesArguments("an unknown flag", 2, train("--epochs", "3"), "--epochs")
  refusesArguments("an argument too many", 2, train("extra"), "extra")
  refusesArguments("a flag without its value", 2, Seq("train", "--data"), "--data")
  refusesArguments("a flag twice", 2, train("--seed", "1", "--seed", "2"), "--seed")
  refusesArguments("data without a command", 2, Seq("data"), "data", "list", "describe", "download", "export")
  refusesArguments("data with an unknown command", 2, Seq("data", "lst"), "lst", "list")
  refusesArguments("data export without --to", 2, Seq("data", "export"), "--to")
  refusesArguments(
    "data export to what exists",
    2,
    exportTo(folder.toString),
    "--to",
    "expected",
    "found",
    folder.toString
  )
  refusesArguments("data export to nothing", 2, exportTo(""), "--to", "expected", "found")
  refusesArguments(
    "data export below a file",
    2,
    exportTo(s"$folder/${IdxFiles.TrainImages}/x"),
    "--to",
    IdxFiles.TrainImages
  )
  for (classes <- Seq("1", "65536", "-1"))
    refusesArguments(
      s"data describe --classes $classes",
      2,
      describe(folder, "--classes", classes),
      "--classes",
      s"found $classes"
    )
  refusesArguments("data describe --classes ten", 2, describe(folder, "--classes", "ten"), "--classes", "ten")
  for (
    (flag, value) <- Seq(
      "--rows" -> "1",
      "--rows" -> "41",
      "--rows" -> "-5",
      "--samples" -> "0",
      "--tolerance" -> "NaN",
      "--tolerance" -> "-1"
    )
  )
    refusesArguments(
      s"gradient-check $flag $value",
      2,
      Seq("gradient-check", "--data", folder.toString, flag, value) ++ small,
      flag,
      "expected",
      "found"
    )
  refusesArguments(
    "gradient-check --tolerance none",
    2,
    Seq("gradient-check", "--tolerance", "none"),
    "--tolerance",
    "none"
  )
  refusesArguments("evaluate without a run", 2, Seq("evaluate", "--data", folder.toString), "RUN")
  refusesArguments(
    "evaluate with too many partitions",
    2,
    Seq("evaluate", "x", "--partitions", "9"),
    "--partitions",
    "found 9"
  )

  private def exportTo(to: String): Seq[String] = Seq("data", "export", "--data", folder.toString, "--to", to)

  private def describe(data: Path, more: String*): Seq[String] =
    Seq("data", "describe", "--data", data.toString) ++ more
}
