package treecast.app

import org.scalatest.funsuite.AnyFunSuite

/** What a training cannot start from, and parameters that cannot be frozen. */
class BadTrainFromSpec extends AnyFunSuite with FirstRun {
  test("another network, another model and names that are none are refused in a line") {
    withFirst { (runs, from) =>
      def refused(code: Int, words: Seq[String], flags: String*): Unit =
        refuses(code, Seq("train", "--data", digits.toString, "--out", runs.resolve("none").toString) ++ flags, words)
      val on = Seq("--from", from.toString)
      refused(2, Seq("from: ", "network.hidden is [12,8] there and [9] here"), on ++ sets("network.hidden=[9]"): _*)
      refused(
        2,
        Seq("network.activation.name is \"relu\" there and \"tanh\" here"),
        on ++ sets("network.activation=tanh"): _*
      )
      refused(2, Seq("network.batchNorm is true there and false here"), on ++ sets("network.batchNorm=false"): _*)
      refused(2, Seq("freeze: ", "W1, b1, gamma1", "found W9"), on ++ sets("freeze=[W1,W9]"): _*)
      refused(
        2,
        Seq("freeze: ", "left to train"),
        on ++ sets(s"freeze=[${(allButLast ++ Seq("W3", "b3")).mkString(",")}]"): _*
      )
      refused(2, Seq("freeze: ", "different names"), on ++ sets("freeze=[W1,W1]"): _*)
      refused(2, Seq("freeze: ", "list"), on ++ sets("freeze=W1"): _*)
      refused(2, Seq("freeze: ", "from"), sets("freeze=[gamma1,beta1]", "network.batchNorm=true"): _*)
      refused(2, Seq("from: "), sets("from=[1]"): _*)
      refused(2, Seq("from.run: "), sets("from={ sha256 = abc }"): _*)
      refused(2, Seq("from.shah: ", "unknown"), sets(s"from={ run = $from, shah = abc }"): _*)
      refused(3, Seq("from: ", "SHA-256 abc"), sets(s"from={ run = $from, sha256 = abc }"): _*)
      refused(3, Seq("nowhere"), "--from", "nowhere")
      refuses(3, Seq("train", "--data", folder.toString, "--out", runs.resolve("none").toString) ++ on, Seq("features"))
      succeeded(trained(runs.resolve("two"), first ++ sets("ensemble.members=2"): _*))
      refused(2, Seq("from: ", "single network", "ensemble"), "--from", runs.resolve("two").toString)
    }
  }
}
