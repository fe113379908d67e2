package treecast.scripts

import org.scalatest.funsuite.AnyFunSuite

import java.nio.file.Files

/** What the launcher makes of the flags of spark-submit, of settings, and of versions. */
class LauncherFlagsSpec extends AnyFunSuite with Checkouts {
  test("Spark's flags go in front of the jar, from before the command and behind it, and the heap to Java") {
    withCheckout { checkout =>
      checkout.build()
      val home = checkout.home
      val flags = Seq("--executor-memory", "2g", "--executor-cores", "2", "--num-executors", "3") ++
        Seq("--jars", s"$home/a b.jar,hdfs://host/c.jar,$home/lib/*.jar")
      for (jar <- Seq("a b.jar", "lib/d.jar")) checkout.write(home.resolve(jar), "")
      val line = Seq("--driver-memory", "1500", "train", "--master", "spark://h:1", "--out", "x y") ++
        flags ++ Seq("--deploy-mode=client", "--conf=spark.driver.memory=9g")
      val own = Seq("train", "--master", "spark://h:1", "--out", "x y")
      val submit = Seq("--master", "spark://h:1", "--driver-memory", "1500") ++ flags ++
        Seq("--deploy-mode", "client", "--conf", "spark.driver.memory=9g")
      val application = Seq("--class", "treecast.app.Main", s"$home/target/treecast.jar")
      assert(checkout.run(line: _*) == 3)
      val java = checkout.notes.head
      assert(java.contains("-Xmx1500m") && java.count(_.startsWith("-Xmx")) == 1)
      assert(
        java
          .dropWhile(_ != "org.apache.spark.deploy.SparkSubmit")
          .tail == checkout.defaults ++ submit ++ application ++ own
      )
      val there = Map("SPARK_HOME" -> "STANDS/spark")
      assert(checkout.run(there, checkout.script.toString +: line: _*) == 4)
      assert(checkout.notes.head.containsSlice(checkout.defaults ++ submit) && checkout.notes.head.endsWith(own))
      // A driver on another machine has no descriptor of this one.
      for (away <- Seq(Seq("--deploy-mode", "cluster"), Seq("--conf", "spark.submit.deployMode=cluster"))) {
        checkout.run(there, Seq(checkout.script.toString, "train") ++ away ++ Seq("--master=yarn"): _*)
        assert(checkout.notes.head.containsSlice(away) && !checkout.notes.head.exists(_.contains("stderr")))
      }
    }
  }

  test("the flags of executors are settings with local-cluster, where Spark's submit does not hear them") {
    withCheckout { checkout =>
      checkout.build()
      val flags = Seq("--executor-memory", "2800m", "--executor-cores=2")
      val settings = Seq("spark.executor.memory=2800m", "spark.executor.cores=2").map(Seq("--conf", _))
      checkout.run(Seq("train") ++ flags ++ Seq("--master", "local-cluster[2,2,4096]"): _*)
      assert(settings.forall(checkout.notes.head.containsSlice(_)))
      checkout.run(Seq("train") ++ flags ++ Seq("--master", "spark://h:1"): _*)
      assert(!settings.exists(checkout.notes.head.containsSlice(_)))
    }
  }

  test("a size is MiB without a unit, and has the units of Java") {
    withCheckout { checkout =>
      checkout.build()
      for (
        (size, heap) <- Seq("2048" -> "2048m", "8g" -> "8g", "8gb" -> "8g", "512MB" -> "512M", "460800k" -> "460800k")
      ) {
        checkout.run("train", "--driver-memory", size)
        assert(checkout.notes.head.contains(s"-Xmx$heap"), size)
      }
      checkout.run("train", "--conf", "spark.driver.memory=3gb")
      assert(checkout.notes.head.contains("-Xmx3g"))
      checkout.run("train", "--conf", "spark.driver.memory=3gb", "--driver-memory", "4g")
      assert(checkout.notes.head.contains("-Xmx4g") && !checkout.notes.head.contains("-Xmx3g"))
    }
  }

  test("a flag whose value is none stays behind the jar and the command, where it is refused") {
    withCheckout { checkout =>
      checkout.build()
      val wrong = Seq("--driver-memory lots", "--executor-cores 0", "--num-executors=x", "--deploy-mode=bus") ++
        Seq("100m", "460799k", "17t", "1.5g", "99999999999g", "-1g").map("--driver-memory " + _) ++
        Seq("no.jar", "no/*.jar", "scripts").map("--jars " + _)
      for (flag <- wrong.map(_.split(' ').toSeq) ++ Seq(Seq("--jars="), Seq("--conf", "batch=8"))) {
        checkout.run(flag ++ Seq("train", "--quiet"): _*)
        assert(checkout.notes.head.endsWith(Seq("train", "--quiet") ++ flag), flag)
        assert(!checkout.notes.head.exists(_.startsWith("-Xmx")), flag)
      }
      checkout.run("train", "--deploy-mode", "cluster", "--", "--jars", "x")
      assert(checkout.notes.head.endsWith(Seq("train", "--deploy-mode", "cluster", "--", "--jars", "x")))
    }
  }

  test("the heap comes from the files of settings, too, of which conf/ comes last, and nonsense is refused in a line") {
    withCheckout { checkout =>
      val file = checkout.home.resolve("mine/spark-defaults.conf")
      val mine = Map("SPARK_CONF_DIR" -> file.getParent.toString)
      def run(more: String*): Int = checkout.run(mine, checkout.script.toString +: "train" +: more: _*)
      checkout.write(file, "# none\nspark.driver.memory = 700m\n")
      checkout.build()
      assert(run() == 3 && checkout.notes.head.contains("-Xmx700m"))
      checkout.write(checkout.home.resolve("conf/spark-defaults.conf"), "spark.driver.memory\t800MB\r\n")
      assert(run() == 3 && checkout.notes.head.contains("-Xmx800M"))
      assert(run("--conf", "spark.driver.memory=900m") == 3 && checkout.notes.head.contains("-Xmx900m"))
      assert(run("--conf=spark.driver.memory=lots") == 2 && checkout.calls.isEmpty)
      checkout.complained(_ == "treecast: spark.driver.memory: expected a size from 450m to 16t, found 'lots'\n")
    }
  }

  test("a master of the files of settings makes a cluster, whose drivers can be elsewhere") {
    withCheckout { checkout =>
      checkout.write(checkout.home.resolve("conf/spark-defaults.conf"), "spark.master yarn\n")
      checkout.build()
      val there = Map("SPARK_HOME" -> "STANDS/spark")
      checkout.run(there, checkout.script.toString, "train", "--deploy-mode", "cluster")
      assert(checkout.notes.head.containsSlice(Seq("--deploy-mode", "cluster", "--driver-java-options")))
    }
  }

  test("YARN and Kubernetes want an installation of Spark, and without one are refused in a line") {
    withCheckout { checkout =>
      checkout.build()
      for (master <- Seq("yarn", "k8s://https://host:6443")) {
        assert(checkout.run("train", "--master", master) == 2 && checkout.calls.isEmpty)
        checkout.complained(
          _.startsWith(s"treecast: --master $master: expected an installation of Spark in SPARK_HOME")
        )
      }
    }
  }

  test("a setting whose value Spark would answer with a trace stays behind the jar as well") {
    withCheckout { checkout =>
      checkout.build()
      val wrong = Seq("spark.master=locl", "spark.submit.deployMode=bus", "spark.submit.deployMode=cluster")
      for (setting <- wrong) {
        checkout.run("train", "--conf", setting)
        assert(checkout.notes.head.endsWith(Seq("train", "--conf", setting)), setting)
      }
      val there = Map("SPARK_HOME" -> "STANDS/spark")
      val modes = Seq("--master", "yarn", "--deploy-mode", "cluster", "--deploy-mode", "bus")
      checkout.run(there, Seq(checkout.script.toString, "train") ++ modes: _*)
      assert(checkout.notes.head.endsWith(Seq("train", "--master", "yarn", "--deploy-mode", "bus")))
    }
  }

  test("a driver that a file of settings sends elsewhere has no descriptor of this machine") {
    withCheckout { checkout =>
      val file = checkout.home.resolve("conf/spark-defaults.conf")
      checkout.write(file, "spark.master spark://h:1\nspark.submit.deployMode cluster\n")
      checkout.build()
      checkout.run("train")
      assert(!checkout.notes.head.exists(_.contains("stderr")))
      checkout.run("train", "--deploy-mode", "client")
      assert(checkout.notes.head.exists(_.contains("stderr")))
      // One flag that is right may stand over a setting of a file that is not.
      checkout.write(file, "spark.driver.memory lots\n")
      checkout.build()
      assert(checkout.run("train", "--driver-memory", "1g") == 3 && checkout.notes.head.contains("-Xmx1g"))
    }
  }

  test("an installation that is none, or of a Spark that cannot work, is refused in a line") {
    withCheckout { checkout =>
      checkout.build()
      def run(home: String): Int = checkout.run(Map("SPARK_HOME" -> home), checkout.script.toString, "train")
      assert(run("STANDS/bin") == 2 && checkout.calls.isEmpty)
      checkout.complained(_.startsWith("treecast: expected an installation of Spark in SPARK_HOME, found no bin/"))
      checkout.installs("spark-core_2.13-4.1.0.jar")
      assert(run("STANDS/spark") == 4)
      for (core <- Seq("spark-core_2.12-3.5.6", "spark-core_2.13-3.5.6")) {
        val jar = checkout.installs(s"$core.jar")
        assert(run("STANDS/spark") == 2 && checkout.calls.isEmpty)
        checkout.complained(_ == s"treecast: expected Spark 4.0 or 4.1 in SPARK_HOME, found $core\n")
        Files.delete(jar)
      }
    }
  }
}
