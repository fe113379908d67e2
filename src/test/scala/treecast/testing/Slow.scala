package treecast.testing

import org.scalatest.Tag

/** A matrix that runs only with -Pslow. */
object Slow extends Tag("treecast.Slow")
