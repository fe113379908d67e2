package treecast.app

import org.scalatest.funsuite.AnyFunSuite

/** Numbers of rows and steps, words, and keys that nobody knows. */
class BadSettingsSpec extends AnyFunSuite with BadSettings {
  for (key <- Seq("batch", "shards", "steps", "epochs", "data.classes"))
    for (value <- "0 -1 1.5 NaN Infinity -Infinity 1e300 2147483648 99999999999999999999".split(" "))
      refusesSetting(s"$key=$value", key, "whole number")

  for (key <- Seq("batch", "shards", "steps", "epochs", "data.classes", "seed", "network.hidden"))
    for (value <- Seq("many", "\"\"", "true", "[]", "{}", "{ a = 1 }"))
      refusesSetting(s"$key=$value", key)

  for (value <- "9223372036854775808 -9223372036854775809 1e19 0.5 1e-1 NaN -Infinity 1e999999999".split(" "))
    refusesSetting(s"seed=$value", "seed", "64 bits")

  refusesSetting("data=5", "data")
  refusesSetting("sampling=shufled", "sampling", "did you mean shuffled?")
  refusesSetting("sampling=[]", "sampling")
  refusesSetting("gemm=cublas", "gemm", "cublas")
  refusesSetting("gemm=[]", "gemm")
  refusesSetting("precision=half", "precision", "expected one of double, single, found \"half\"")
  refusesSetting("precision=32", "precision", "found 32")

  refusesSetting("bacth=8", "bacth", "unknown", "did you mean batch?", "--set")
  refusesSetting("network.hiden=[4]", "network.hiden", "did you mean network.hidden?")
  refusesSetting("networks.hidden=[4]", "networks.hidden", "did you mean network.hidden?")
  refusesSetting("bacth=null", "bacth", "unknown")
  refusesSetting("bacth={}", "bacth", "unknown")
  refusesSetting("\"a.b\".c=1", "unknown")
  refusesSetting("steps=1,epochs=1", "steps", "both")

  refusesSetting("batch", "--set", "path=value")
  refusesSetting("=8", "--set", "path=value")
  refusesSetting("", "--set", "path=value")
  refusesSetting("batch=", "--set")
  refusesSetting("batch=[", "--set")
  refusesSetting("batch=}", "--set")
  refusesSetting("batch=\"8", "--set")
  refusesSetting("batch=${nothing.there}", "--set")
  refusesSetting("batch=8\nbatch", "--set")

  refusesSetting("batch=1", "batch", "2 shards", "found 1")
  refusesSetting("batch=15,network.batchNorm=true", "batch", "8 rows for each of the 2 shards", "found 15")
  refusesSetting("format=1,batch=3", "batch", "2 rows for each of the 2 shards", "found 3")
  for (key <- Seq("shards", "network.batchNorm", "network.dropout"))
    refusesSetting(s"format=1,$key=default", key, "default")
  refusesForData("batch=41", "batch", "40", "found 41")
  refusesForData("shards=41,batch=82", "shards", "40", "found 41")
  refusesForData("shards=8,batch=40,network.batchNorm=true", "batch", "8 rows for each of the 8 shards", "found 40")
  refusesForData("shards=8,batch=default,network.batchNorm=true", "network.batchNorm", "8 rows", "a batch of 40")
  refusesForData("epochs=2147483647", "epochs", "2^31")
}
