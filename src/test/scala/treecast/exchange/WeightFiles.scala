package treecast.exchange

/** Files of weights in the test resources, which NumPy and PyTorch wrote. */
trait WeightFiles {
  protected def resource(name: String): Array[Byte] = {
    val in = getClass.getResourceAsStream(s"/exchange/$name")
    try in.readAllBytes
    finally in.close()
  }

  protected def ints(numbers: Int*): java.util.List[Integer] = {
    val list = new java.util.ArrayList[Integer]
    numbers.foreach(list.add(_))
    list
  }
}
