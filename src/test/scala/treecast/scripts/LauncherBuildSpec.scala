package treecast.scripts

import org.scalatest.funsuite.AnyFunSuite

import java.nio.file.{Files, Path}

/** When the launcher builds, where it is found, and what it starts then. */
class LauncherBuildSpec extends AnyFunSuite with Checkouts {
  test("the first start builds, quietly but for a line, and what is built is started") {
    withCheckout { checkout =>
      assert(checkout.run("train", "--data", "built in") == 3)
      assert(checkout.calls == Seq("mvn", "java"))
      assert(checkout.notes.head.containsSlice(Seq("-q", "-B", "package")))
      assert(Files.exists(checkout.home.resolve("target/treecast.jar")), "it is built where it lies")
      checkout.complained(_.contains("treecast: building (the first time takes a few minutes)\n"))
      assert(checkout.printed == "what it prints\n")
    }
  }

  test("it is built again where a source, the configuration or the project is newer than the jar, else not") {
    withCheckout { checkout =>
      checkout.build()
      for (file <- Seq("src/test/scala/Spec.scala", "README.md")) checkout.change(file)
      assert(checkout.run("train") == 3 && checkout.calls == Seq("java"))
      for (file <- sources) {
        checkout.write(checkout.home.resolve(file), "")
        checkout.build()
        checkout.run("train")
        assert(checkout.calls == Seq("java"), s"$file is older")
        checkout.change(file)
        checkout.run("train")
        assert(checkout.calls == Seq("mvn", "java"), s"$file is newer")
        checkout.write(checkout.home.resolve(file), "")
      }
      checkout.build()
      checkout.write(checkout.home.resolve("src/main/java/treecast/New.java"), "", changed)
      checkout.run("train")
      assert(checkout.calls == Seq("mvn", "java"), "a new file")
    }
  }

  test("it is built again where the jar or the platform is gone") {
    for (gone <- Seq("target/treecast.jar", "target/spark/jars"))
      withCheckout { checkout =>
        checkout.build()
        Files.delete(checkout.home.resolve(gone))
        checkout.run("train")
        assert(checkout.calls == Seq("mvn", "java"), gone)
      }
  }

  test("a build that fails is told with all that it said, and nothing is started") {
    withCheckout { checkout =>
      checkout.write(checkout.home.resolve("broken"), "")
      assert(checkout.run("train") == 1 && checkout.calls == Seq("mvn") && checkout.printed.isEmpty)
      checkout.complained(_.endsWith("Some.java: there is a mistake\ntreecast: the build failed\n"))
    }
  }

  test("arguments arrive as they are, with the platform of the checkout, and the exit code comes back") {
    withCheckout { checkout =>
      checkout.build()
      val home = checkout.home
      val variables = Map("TREECAST_JAVA_OPTS" -> "-Xmx8g -Da=b")
      assert(checkout.run(variables, checkout.script.toString, "train", "a b", "", "*") == 3)
      val Seq(java +: options, environment) = checkout.notes
      assert(java.endsWith("stand-ins/bin/java"))
      assert(
        options == Seq(s"@$home/conf/jvm.options", s"@$home/conf/compiler.options") ++ streams ++ Seq(
          "-Xmx8g",
          "-Da=b",
          "-cp"
        ) ++
          Seq(
            s"$home/target/treecast.jar:$home/target/spark/jars/*:$home/conf",
            "treecast.app.Main"
          ) ++ Seq("train", "a b", "", "*")
      )
      assert(environment == Seq("environment", s"$home/target/spark", s"$home/conf"))
    }
  }

  test("the Java of JAVA_HOME comes before that of the path") {
    withCheckout { checkout =>
      checkout.build()
      checkout.run(Map("JAVA_HOME" -> "STANDS/jdk"), checkout.script.toString, "train")
      assert(checkout.notes.head.head.endsWith("stand-ins/jdk/bin/java"))
    }
  }

  test("it is built for the spark-submit of SPARK_HOME, too, whose exit code comes back") {
    withCheckout { checkout =>
      checkout.build()
      val home = checkout.home
      val variables = Map("SPARK_HOME" -> "STANDS/spark", "TREECAST_JAVA_OPTS" -> "-Xmx8g")
      assert(checkout.run(variables, checkout.script.toString, "train", "--data", "a b") == 4)
      assert(
        checkout.notes == Seq(
          // It takes the heap by its flag alone.
          Seq("spark-submit", "--driver-memory", "8g") ++ checkout.defaults ++
            Seq("--driver-java-options", streams.mkString(" ")) ++
            Seq("--class", "treecast.app.Main", s"$home/target/treecast.jar", "train", "--data", "a b")
        )
      )
      checkout.change("pom.xml")
      checkout.run(variables, checkout.script.toString, "train")
      assert(checkout.calls == Seq("mvn", "spark-submit"), "it is built for that one, too")
    }
  }

  test("of what Java complains, what it says of an incubating module does not come through") {
    withCheckout { checkout =>
      checkout.build()
      checkout.run("train")
      checkout.complained(_ == "treecast: what it complains of\n")
    }
  }

  test("on a terminal the program is told that it is on one") {
    val script = Seq("/usr/bin/script", "/bin/script").map(Path.of(_)).find(Files.isExecutable(_))
    withCheckout { checkout =>
      checkout.build()
      val terminal = script.getOrElse(cancel("no program here makes a terminal (script, of util-linux)")).toString
      checkout.run(Map("COMMAND" -> checkout.script.toString), terminal, "-qec", "\"$COMMAND\" train", "/dev/null")
      assert(checkout.notes.head.contains("-Dtreecast.terminal=true"))
    }
  }

  test("it is found through symbolic links, relative and absolute, one behind another, from any directory") {
    withCheckout { checkout =>
      checkout.build()
      val bin = Files.createDirectories(checkout.home.resolve("my bin/deep"))
      Files.createSymbolicLink(bin.resolve("relative"), Path.of("../../scripts/treecast"))
      Files.createSymbolicLink(bin.resolve("absolute"), bin.resolve("relative"))
      Files.createSymbolicLink(bin.resolve("treecast"), Path.of("absolute"))
      Files.createSymbolicLink(checkout.home.resolve("folder"), bin)
      val calls = Seq(
        bin.resolve("treecast").toString,
        "folder/treecast",
        "my bin/deep/relative",
        "exec treecast"
      )
      for (call <- calls) {
        val line = if (call.startsWith("exec")) s"$call data" else s"'$call' data"
        val path = Map("CDPATH" -> s"${checkout.home}", "PATH" -> s"$bin:STANDS/bin:${System.getenv("PATH")}")
        assert(checkout.run(path, "bash", "-c", s"""cd "$$1" && $line""", "-", s"${checkout.home}") == 3, call)
        assert(checkout.notes.head(1) == s"@${checkout.home.toRealPath()}/conf/jvm.options", call)
      }
    }
  }

  test("a Java that cannot work is refused in one line, as one that is not there") {
    withCheckout { checkout =>
      checkout.build()
      for (version <- Seq("25.0.1", "23", "16.0.2", "11.0.2", "1.8.0_392")) {
        checkout.says(".", version)
        assert(checkout.run("train") == 2 && checkout.calls.isEmpty, version)
        checkout.complained(_ == s"treecast: expected Java 17 or 21 in JAVA_HOME or on the path, found $version\n")
      }
      for (version <- Seq("17", "21.0.1")) {
        checkout.says(".", version)
        assert(checkout.run("train") == 3 && checkout.calls == Seq("java"), version)
      }
      checkout.saysNothing()
      assert(checkout.run("train") == 2 && checkout.notes.head.last == "-version")
      assert(checkout.run(Map("JAVA_HOME" -> "STANDS/nowhere"), checkout.script.toString, "train") == 2)
      checkout.complained(_ == "treecast: expected Java 17 or 21 in JAVA_HOME or on the path, found none\n")
    }
  }
}
