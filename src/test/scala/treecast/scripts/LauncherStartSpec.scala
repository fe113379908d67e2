package treecast.scripts

import org.scalatest.funsuite.AnyFunSuite

/** What the launcher starts: the program itself, or Spark's submit. */
class LauncherStartSpec extends AnyFunSuite with Checkouts {
  test("with a local master the program starts itself, with the settings; clusters, flags and jars go through submit") {
    withCheckout { checkout =>
      checkout.write(checkout.home.resolve("conf/spark-defaults.conf"), "spark.ui.enabled  false\nspark.mine\ta b\n")
      checkout.build()
      checkout.write(checkout.home.resolve("a.jar"), "")
      val (jar, jars) = (s"${checkout.home}/target/treecast.jar", s"${checkout.home}/target/spark/jars/*")
      def java(words: Seq[String]): Seq[String] = {
        assert(checkout.run(words: _*) == 3)
        checkout.notes.head
      }
      def isSubmitted(words: Seq[String]): Boolean = java(words).contains("org.apache.spark.deploy.SparkSubmit")
      for (printed <- Seq(Seq(), Seq("--dry-run"))) {
        val command = Seq("train") ++ printed ++ Seq("--set", "a b=c")
        val plain = command ++ Seq("--master", "local[2]")
        val own = java(plain ++ Seq("--conf", "spark.mine=c d", "--driver-memory", "1g"))
        assert(own.containsSlice(Seq("-Dspark.ui.enabled=false", "-Dspark.mine=a b", "-Dspark.mine=c d")))
        assert(own.contains("-Xmx1g") && own.contains("-Dspark.driver.memory=1g"))
        assert(own.endsWith("treecast.app.Main" +: plain) && own.containsSlice(streams))
        assert(own.exists(_.startsWith(s"$jar:$jars:")), "our classes first")
        assert(own.exists(_.startsWith("-XX:Tier4")) == printed.nonEmpty, "what only prints is not optimized")
        assert(java(plain :+ "--conf=batch=8").endsWith("treecast.app.Main" +: (plain :+ "--conf=batch=8")))
        for (local <- Seq(Seq(), Seq("--master=local"), Seq("--conf=spark.master=local[*]")))
          assert(!isSubmitted(command ++ local), local)
        val others = Seq(s"--jars=${checkout.home}/a.jar", "--conf=spark.jars=a.jar", "--executor-cores=2") ++
          Seq("--conf=spark.kerberos.keytab=k", "--conf=spark.submit.deployMode=client") ++
          Seq("--master=spark://h:1", "--conf=spark.master=spark://h:1")
        for (other <- others) assert(isSubmitted(command :+ other), other)
        assert(isSubmitted(command :+ "--master=local-cluster[1,1,1024]") == printed.isEmpty)
      }
      assert(!java(Seq("train", "--", "--dry-run")).exists(_.startsWith("-XX:Tier4")))
    }
  }

  test("help and version come from the program itself, without Spark's submit, with an installation's jars as well") {
    withCheckout { checkout =>
      checkout.build()
      val home = checkout.home
      for (
        words <- Seq(
          Seq("--help"),
          Seq("-V"),
          Seq("train", "-h"),
          Seq("data", "list", "--version", "--driver-memory=x")
        )
      ) {
        assert(checkout.run(words: _*) == 3)
        val java = checkout.notes.head
        assert(
          java.containsSlice(Seq("-cp", s"$home/target/treecast.jar:$home/target/spark/jars/*", "treecast.app.Main"))
        )
        assert(java.endsWith("treecast.app.Main" +: words), words)
      }
      checkout.run(Map("SPARK_HOME" -> "STANDS/spark"), checkout.script.toString, "train", "--help")
      assert(checkout.calls == Seq("java") && checkout.notes.head.exists(_.endsWith("stand-ins/spark/jars/*")))
      checkout.run("train", "--", "--help")
      assert(checkout.notes.head.containsSlice(streams), "as any command")
    }
  }
}
