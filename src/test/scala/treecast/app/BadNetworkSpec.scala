package treecast.app

import org.scalatest.funsuite.AnyFunSuite

/** Networks that cannot be, and those that the images do not fit. */
class BadNetworkSpec extends AnyFunSuite with BadSettings {
  for (value <- "-0.1 1 1.5 NaN Infinity some [] null".split(" "))
    refusesSetting(s"network.dropout=$value", "network.dropout")

  for (value <- "-1 -1e-300 NaN Infinity -Infinity 1e999 some {} null".split(" "))
    refusesSetting(s"network.weightDecay=$value", "network.weightDecay")

  for (
    value <- Seq(
      "[0]",
      "[4, -1]",
      "[1.5]",
      "[NaN]",
      "[1e300]",
      "[2147483648]",
      "[four]",
      "[[4]]",
      "[null]",
      "100",
      "[4,,4]"
    )
  )
    refusesSetting(s"network.hidden=$value")

  refusesSetting("network.hidden=[2147483647]", "network.hidden", "parameters")
  refusesSetting("network.hidden=[65536, 65536]", "network.hidden", "parameters")
  refusesSetting("network.hidden=[100000, 100000]", "network.hidden", "parameters")

  for (value <- "maybe 1 [] {} null".split(" ")) refusesSetting(s"network.batchNorm=$value", "network.batchNorm")

  for (value <- "0 -1 NaN Infinity kaiming [] null".split(" "))
    refusesSetting(s"network.init=$value", "network.init")

  refusesSetting("network.activation=rleu", "network.activation", "found \"rleu\"", "did you mean relu?")
  refusesSetting("network.activation=7", "network.activation", "relu, sigmoid, tanh")
  refusesSetting("network.kind=TwoLayerNet", "network.kind", "MultiLayerNet", "TwoLayerNet")
  refusesSetting("network.kind=MultiLayerNet,network.batchNorm=true", "network.batchNorm", "MultiLayerNet")
  refusesSetting("network.kind=MultiLayerNet,network.dropout=0.1", "network.dropout", "MultiLayerNet")
  for (key <- Seq("depth", "width"); value <- "0 -1 1.5 many [4] {}".split(" "))
    refusesSetting(s"network.$key=$value", s"network.$key")
  for (key <- Seq("depth", "width"))
    refusesSetting(s"network.$key=2,network.hidden=[4]", s"network.$key", "or network.hidden, and not both")
  private val conv = "network.kind=conv,network.conv"
  for (
    key <- Seq("filters", "window", "stride", "pool", "poolStride");
    value <- "0 -1 1.5 NaN 32769 five [5] null".split(" ")
  )
    refusesSetting(s"$conv.$key=$value", s"network.conv.$key")
  for (value <- "-1 0.5 Infinity same {}".split(" ")) refusesSetting(s"$conv.padding=$value", "network.conv.padding")
  refusesSetting(s"$conv=5", "network.conv", "found 5")
  refusesSetting(s"$conv.filter=5", "network.conv.filter", "unknown", "did you mean network.conv.filters?")
  refusesSetting("network.conv.filters=5", "network.conv.filters", "unknown")
  refusesSetting("kinds.conv.batch=5", "kinds.conv.batch", "unknown")
  refusesSetting("network.kind=convv", "network.kind", "conv", "found convv")
  refusesSetting("network.kind=[conv]", "network.kind")
  // The images are 4 x 3.
  refusesSetting("network.kind=conv", "network.conv.window", "1 x 4 x 3", "5 x 5")
  refusesSetting(s"$conv { window = 3, padding = 0 }", "network.conv.pool", "30 x 2 x 1", "2 x 2")
  refusesSetting(s"$conv { window = 1, padding = 30000, filters = 32768 }", "network.conv", "fit one array")
  refusesSetting(s"$conv.window=2,network.hidden=[400000000]", "network.hidden", "parameters")
  refusesSetting("network=5", "network", "found 5")
  refusesSetting("network=[]", "network", "found []")
}
