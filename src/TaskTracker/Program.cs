Console.WriteLine("tasktracker");
