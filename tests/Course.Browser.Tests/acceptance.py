"""Jupyter's acceptance suite for kernels, with every optional sample filled in."""
import unittest

import jupyter_kernel_test as jkt


class CourseKernelTests(jkt.KernelTests):
    kernel_name = ".net-csharp"
    language_name = "C#"
    file_extension = ".cs"

    code_hello_world = 'Console.WriteLine("hello, world");'
    code_stderr = 'Console.Error.WriteLine("test");'

    completion_samples = [
        {"text": "Console.WriteL", "matches": {"WriteLine"}},
        {"text": "System.Linq.Enumer", "matches": {"Enumerable", "EnumerableExecutor", "EnumerableQuery"}},
        {"text": 'var s = "\U0001F600"; s.Leng', "matches": {"Length"}},
    ]

    complete_code_samples = ["1", 'Console.WriteLine("hello, world");', "int Twice(int x)\n{\n    return x * 2;\n}", "var a = new[] { 1, 2 };", "// a comment", ""]
    incomplete_code_samples = ['Console.WriteLine("""\nhello', "int Twice(int x)\n{", "for (var i = 0; i < 3; i++)", "new[] { 1,", "1 +"]
    invalid_code_samples = ["using = 7q;", "class 1A { }", "x = ) 3;"]

    code_page_something = "Math.Max?"
    code_generate_error = 'throw new InvalidOperationException("no");'

    code_execute_result = [
        {"code": "1+2+3", "result": "6"},
        {"code": "\"1\" + \"2\"", "result": "12"},
        {"code": "Enumerable.Range(1, 3).Select(n => n * n).Sum()", "result": "14"},
        {"code": "new { A = 1 }", "mime": "text/html"},
    ]
    code_display_data = [
        {"code": 'display(HTML("<b>test</b>"));', "mime": "text/html"},
        {"code": '#!html\n<i>test</i>', "mime": "text/html"},
        {"code": '#!markdown\n$\\frac{1}{2}$', "mime": "text/markdown"},
        {"code": '#!javascript\nelement.append("test")', "mime": "text/html"},
        {"code": '"text".Display();', "mime": "text/plain"},
    ]

    code_history_pattern = "1?2*"
    supported_history_operations = ("tail", "range", "search")
    code_inspect_sample = "Console.WriteLine"
    code_clear_output = 'Console.Write("\\e[2J");'


if hasattr(jkt, "IopubWelcomeTests"):  # newer than Debian's

    class CourseWelcomeTests(jkt.IopubWelcomeTests):
        kernel_name = ".net-csharp"
        support_iopub_welcome = True


if __name__ == "__main__":
    unittest.main()
