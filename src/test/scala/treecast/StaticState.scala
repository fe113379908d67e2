package treecast

import com.tngtech.archunit.core.domain.{JavaClasses, JavaModifier}

import java.lang.reflect.{Field, Modifier}
import java.util.Collections
import scala.collection.mutable
import scala.jdk.CollectionConverters._

/** Looks for what can change in all that the static fields of a program hold, and in what that holds in turn. */
class StaticState(program: JavaClasses) {
  private val seen = Collections.newSetFromMap(new java.util.IdentityHashMap[AnyRef, java.lang.Boolean])
  private val changing = mutable.SortedSet.empty[String]

  /** Each field that holds such a thing, and the type of that. */
  def found: Set[String] = {
    for (owner <- program.asScala; field <- owner.getFields.asScala if field.getModifiers.contains(JavaModifier.STATIC))
      look(named(owner.getName, field.getName))
    changing.toSet
  }

  private def named(owner: String, field: String): Field =
    Class.forName(owner, true, getClass.getClassLoader).getDeclaredField(field)

  private def look(field: Field, owner: AnyRef = null): Unit =
    if (!field.getType.isPrimitive) {
      field.setAccessible(true)
      // A record hands out what its components hold.
      val own = Modifier.isPrivate(field.getModifiers) && (owner == null || !field.getDeclaringClass.isRecord)
      // What the compiler makes itself is written once, by the class's initialiser.
      if (!field.isSynthetic) look(field.get(owner), s"${field.getDeclaringClass.getName}.${field.getName}", own)
    }

  private def look(value: AnyRef, place: String, own: Boolean): Unit =
    if (value != null && seen.add(value)) {
      val kind = value.getClass
      if (kind.isArray) array(value, place, own)
      else if (isUnmodifiable(kind.getName)) elements(value).foreach(look(_, place, own = false))
      else if (isOurs(kind)) for (field <- fields(kind)) {
        if (!Modifier.isFinal(field.getModifiers)) changing += s"${kind.getName}.${field.getName} is assigned"
        look(field, value)
      }
      else if (!isConstant(kind)) changing += s"$place: ${kind.getName}"
    }

  /** An array that nobody else can reach is the class's own business; nobody can change one that is empty. */
  private def array(value: AnyRef, place: String, own: Boolean): Unit = {
    val length = java.lang.reflect.Array.getLength(value)
    if (!own && length > 0) changing += s"$place: ${value.getClass.getSimpleName}"
    if (!value.getClass.getComponentType.isPrimitive)
      for (i <- 0 until length) look(java.lang.reflect.Array.get(value, i), place, own)
  }

  /** Its own and those of its superclasses; also what a lambda has captured. */
  private def fields(kind: Class[_]): Seq[Field] =
    Iterator
      .iterate[Class[_]](kind)(_.getSuperclass)
      .takeWhile(c => c != null && isOurs(c))
      .flatMap(_.getDeclaredFields)
      .filterNot(field => Modifier.isStatic(field.getModifiers))
      .toSeq

  private def isOurs(kind: Class[_]): Boolean = kind.getName.startsWith("treecast.")

  private def isUnmodifiable(name: String): Boolean =
    Seq("java.util.ImmutableCollections$", "java.util.Collections$Unmodifiable", "java.util.Collections$Empty")
      .exists(name.startsWith) || name == "java.util.Optional"

  private def elements(value: AnyRef): Seq[AnyRef] = value match {
    case map: java.util.Map[_, _]        => (map.keySet.toArray ++ map.values.toArray).toSeq
    case values: java.util.Collection[_] => values.toArray.toSeq
    case optional: java.util.Optional[_] => optional.stream.toArray.toSeq
  }

  /** Types of others that do not change, or, as Jackson's mapper, are configured where they are made. */
  private def isConstant(kind: Class[_]): Boolean =
    kind.isEnum || classOf[Number].isAssignableFrom(kind) && kind.getName.startsWith("java.lang.") ||
      Set(
        "java.lang.String",
        "java.lang.Class",
        "java.lang.Boolean",
        "java.lang.Character",
        "java.time.Duration",
        "java.time.format.DateTimeFormatter",
        "java.util.regex.Pattern",
        "java.awt.BasicStroke",
        "java.awt.Color",
        "java.awt.Font",
        "java.awt.font.FontRenderContext",
        "com.fasterxml.jackson.databind.ObjectMapper",
        "com.typesafe.config.impl.SimpleConfig"
      )(kind.getName) || kind.getName.startsWith("jdk.incubator.vector.") ||
      kind.getName.startsWith("java.util.Comparator$$Lambda")
}
